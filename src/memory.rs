//! What the last analysis found out, so that the next one, of nearly the same text, need not find it out again.
//!
//! The dear part of an analysis is what the models say of a sentence or a block. Each of these results is kept under a
//! [`Key`]: a hash of everything that it depends on, the words and what the stages before saw in and around them. Equal
//! keys stand for equal results, so an analysis with a memory gives what one without gives. A memory holds what the last
//! analysis used, no more.

use crate::clean::Seen;
use crate::entities::{Derived, Grouped, Said};
use crate::looks::Look;
use crate::model::Memo;
use crate::names::{self, Lexis};
use crate::parts::Found;
use crate::quotes::Outer;
use crate::tagging::{Known, Tagging};
use crate::tokens::{Split, Tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Longest text that is remembered, in bytes: somebody types in it. Reading one takes about 35 bytes a byte of text.
pub const MOST_BYTES: usize = 1 << 20;

/// Hash of everything that a result depends on: 128 bits, so that no two ever meet by chance. The same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key(u64, u64);

impl Key {
    /// Goes on with a number.
    pub fn add(&mut self, value: u64) {
        let mix = |half: u64, factor: u64| {
            let half = (half ^ value).wrapping_mul(factor);
            half ^ half >> 29
        };
        *self = Key(mix(self.0, 0x9E37_79B9_7F4A_7C15), mix(self.1, 0xD6E8_FEB8_6659_FD93));
    }

    /// Hash of a text.
    pub fn of(text: &str) -> Key {
        let mut key = Key::default();
        key.add_text(text);
        key
    }

    /// Where to keep what belongs to it.
    pub fn place(self) -> usize {
        (self.0 ^ self.1 >> 32) as usize
    }

    /// Half of it: enough where keys are compared with few others.
    pub fn half(self) -> u64 {
        self.0 ^ self.1.rotate_left(32)
    }

    /// Goes on with another key.
    pub fn join(&mut self, other: Key) {
        self.add(other.0);
        self.add(other.1);
    }

    /// Goes on with numbers and how many they are.
    pub fn add_all(&mut self, values: &[u32]) {
        values.iter().for_each(|&value| self.add(u64::from(value)));
        self.add(values.len() as u64);
    }

    /// Goes on with a text.
    pub fn add_text(&mut self, text: &str) {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        words.iter().for_each(|&word| self.add(u64::from_le_bytes(word)));
        self.add(rest.iter().fold(text.len() as u64, |sum, &byte| sum << 8 | u64::from(byte)));
    }
}

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<4>();
        words.iter().for_each(|&word| self.add(u64::from(u32::from_le_bytes(word))));
        rest.iter().for_each(|&byte| self.add(u64::from(byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Takes a key for the hash that it is.
#[derive(Clone, Copy, Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = self.0.rotate_left(32) ^ value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(crate) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<AsItIs>>;

/// How far the next result may stand from where it is looked for first: what an edit took away or put in is shorter.
const NEAR: usize = 64;
/// Results not found so, after which all are looked through by their keys.
const FEW: usize = 16;

/// The order in which results of one kind were used, by their keys.
#[derive(Default)]
struct Order {
    /// Of the last analysis.
    before: Vec<Key>,
    /// Where the next result stands there, if nothing changed.
    at: usize,
    /// How many were not found.
    missed: usize,
    /// Where each stands, once more than a few were not found.
    places: Option<ByKey<usize>>,
    /// Of this one so far.
    now: Vec<Key>,
    /// Where this part of the text begins there.
    part: usize,
}

impl Order {
    /// Where a result stands among those of the last analysis.
    fn find(&mut self, key: Key) -> Option<usize> {
        let rest = self.before.get(self.at..).unwrap_or_default();
        let place = match rest.iter().take(NEAR).position(|&known| known == key) {
            Some(near) => self.at + near,
            None => {
                self.missed += 1;
                if self.missed <= FEW {
                    return None;
                }
                let all = || self.before.iter().enumerate().map(|(at, &key)| (key, at)).collect();
                *self.places.get_or_insert_with(all).get(&key)?
            }
        };
        self.at = place + 1;
        Some(place)
    }

    /// Where this analysis used a result a moment ago.
    fn recent(&self, key: Key) -> Option<usize> {
        let earlier = self.now.len().saturating_sub(NEAR);
        self.now[earlier..].iter().position(|&known| known == key).map(|at| earlier + at)
    }

    fn begin(&mut self) {
        let mut before = std::mem::take(&mut self.now);
        before.append(&mut self.before);
        *self = Order { before, ..Order::default() };
    }
}

/// Results of one kind in the order of the text, each under its key. An analysis goes along those of the last one.
pub(crate) struct Recalled<T> {
    on: bool,
    order: Order,
    /// What the last analysis used; nothing where this one took it.
    before: Vec<Option<T>>,
    /// What this analysis used so far.
    now: Vec<Option<T>>,
    /// The last result, where nothing is remembered.
    last: Option<T>,
}

impl<T> Default for Recalled<T> {
    fn default() -> Recalled<T> {
        Recalled { on: false, order: Order::default(), before: Vec::new(), now: Vec::new(), last: None }
    }
}

impl<T> Recalled<T> {
    /// What the last analysis found under `key`, or this one a moment ago, else what `find` finds.
    pub fn get(&mut self, key: Key, find: impl FnOnce() -> T) -> &T {
        if !self.on {
            return self.last.insert(find());
        }
        let found = match self.take(key) {
            Some(found) => found,
            None => match self.order.recent(key) {
                Some(at) => return self.now[at].get_or_insert_with(find),
                None => find(),
            },
        };
        self.keep(key, found)
    }

    /// What the last analysis found under `key`; to be kept anew.
    pub fn take(&mut self, key: Key) -> Option<T> {
        self.order.find(key).and_then(|place| self.before[place].take())
    }

    /// Keeps what was found under `key`.
    pub fn keep(&mut self, key: Key, found: T) -> &T {
        self.order.now.push(key);
        self.now.push(None);
        let last = self.now.len() - 1;
        self.now[last].insert(found)
    }

    /// Takes room for so many.
    pub fn expect(&mut self, count: usize) {
        self.order.now.reserve_exact(count);
        self.now.reserve_exact(count);
    }

    /// Forgets what this analysis used, unless it is to be remembered.
    pub fn let_go(&mut self) {
        if !self.on {
            (self.now, self.order) = (Vec::new(), Order::default());
        }
    }

    /// Forgets what parts of the text before the last one used.
    fn next_part(&mut self) {
        self.now.drain(..self.order.part);
        self.order.now.drain(..self.order.part);
        self.order.part = self.now.len();
    }

    /// What this analysis used, in order.
    pub fn all(&self) -> impl Iterator<Item = &T> + Clone {
        self.now.iter().flatten()
    }

    fn begin(&mut self, on: bool) {
        self.on = on;
        // what an analysis took that was broken off stands before what it did not come to
        self.now.append(&mut self.before);
        self.before = std::mem::take(&mut self.now);
        self.order.begin();
        if !on {
            (self.before, self.order) = (Vec::new(), Order::default());
        }
    }

    fn end(&mut self) {
        (self.before, self.order.before, self.order.places, self.last) = (Vec::new(), Vec::new(), None, None);
        self.let_go();
    }
}

/// A text's tokens and tags. In those of the last text an edit replaces a stretch.
#[derive(Default)]
pub struct Read {
    pub(crate) splits: Vec<Split>,
    /// Tokens and sentences.
    pub tokens: Tokens,
    /// Tags, phrases and clauses.
    pub tagging: Tagging,
}

/// What an edit changed, and what is still to be done.
#[derive(Default)]
pub struct Change {
    /// Tokens of the last text that are gone.
    pub(crate) tokens: Range<usize>,
    /// How many came in their place.
    pub(crate) count: usize,
    /// The sentences that these are.
    pub(crate) sentences: Range<usize>,
    /// Tags of the last text.
    pub(crate) tagging: Tagging,
    /// There are none: all is to be tagged.
    pub(crate) whole: bool,
}

impl Change {
    /// The token behind those that came.
    pub(crate) fn end(&self) -> usize {
        self.tokens.start + self.count
    }
}

/// Puts some items in place of others, with little room to spare.
pub(crate) fn replace<T>(list: &mut Vec<T>, gone: Range<usize>, come: Vec<T>) {
    if list.is_empty() {
        *list = come;
        return;
    }
    let more = come.len().saturating_sub(gone.len());
    if list.capacity() - list.len() < more {
        list.reserve_exact(more + list.len() / SPARE);
    }
    list.splice(gone, come);
}

/// One in so many places of a list is spare.
const SPARE: usize = 32;

/// What is remembered. A new one remembers nothing, and goes on so until an analysis begins with it.
#[derive(Default)]
pub struct Memory {
    /// What a line's own words and shape tell.
    pub(crate) lines: Recalled<Seen>,
    /// Tokens and tags of the text.
    pub(crate) read: Read,
    /// Words as the tagger sees them, whatever their text.
    pub(crate) known: Known,
    /// What the models of names, frames and outer quotations make of what they see again and again.
    pub(crate) name_sums: Memo,
    pub(crate) document_sums: Memo,
    pub(crate) role_sums: Memo,
    pub(crate) span_sums: Memo,
    /// The text's words.
    pub(crate) lexis: Lexis,
    /// Words and names of a sentence.
    pub(crate) names: Recalled<names::Known>,
    /// Who is named, grouped.
    pub(crate) grouped: Option<Grouped>,
    /// What a sentence says of those it names.
    pub(crate) said: Recalled<Said>,
    /// Words of a sentence that are derived from names.
    pub(crate) derived: Recalled<Box<[Derived]>>,
    /// What follows from the words and tags of a sentence alone, a look a token.
    pub(crate) looks: Recalled<Vec<Look>>,
    /// Labels of the frames of a block, and the probabilities of each role.
    pub(crate) frames: Recalled<(Vec<u8>, Vec<f32>)>,
    /// Outer quotations of a block.
    pub(crate) outer: Recalled<Outer>,
    /// What the late stages find in a part of the text.
    pub(crate) parts: Recalled<Found>,
    /// The speaker of a quotation: a place among the candidates near it, and its probability.
    pub(crate) speakers: Recalled<(usize, f32)>,
}

impl Memory {
    /// Whether this analysis is remembered.
    pub(crate) fn remembers(&self) -> bool {
        self.parts.on
    }

    /// Begins an analysis of a text of so many bytes.
    pub(crate) fn begin(&mut self, bytes: usize) {
        let on = bytes <= MOST_BYTES;
        // before anything else, so that it does not lie between what comes and goes
        self.known.prepare();
        self.lines.begin(on);
        self.names.begin(on);
        self.said.begin(on);
        self.derived.begin(on);
        self.looks.begin(on);
        self.frames.begin(on);
        self.outer.begin(on);
        self.parts.begin(on);
        self.speakers.begin(on);
    }

    /// Begins to read the next part of the text, of which only the late stages' last results are kept.
    pub(crate) fn next_part(&mut self) {
        self.looks.next_part();
        self.frames.next_part();
        self.outer.next_part();
        self.speakers.next_part();
    }

    /// Ends an analysis: what it did not use is forgotten. One that is broken off changes nothing.
    pub(crate) fn end(&mut self) {
        self.lines.end();
        self.names.end();
        self.said.end();
        self.derived.end();
        self.looks.end();
        self.frames.end();
        self.outer.end();
        self.parts.end();
        self.speakers.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_found_again_wherever_it_stands() {
        let key = |number: u64| {
            let mut key = Key::default();
            key.add(number);
            key
        };
        let read = |recalled: &mut Recalled<u64>, numbers: &mut dyn Iterator<Item = u64>| {
            recalled.begin(true);
            let mut found = 0;
            for number in numbers {
                let find = || {
                    found += 1;
                    number
                };
                assert_eq!(*recalled.get(key(number), find), number);
            }
            recalled.end();
            found
        };
        let mut recalled = Recalled::default();
        assert_eq!(read(&mut recalled, &mut (0..1000)), 1000);
        assert_eq!(read(&mut recalled, &mut (0..1000)), 0, "the same again");
        assert_eq!(read(&mut recalled, &mut (0..500).chain([1000]).chain(501..1000)), 1, "one is another");
        assert_eq!(read(&mut recalled, &mut (0..400).chain(450..500).chain(501..1000)), 0, "some are gone");
        let moved = read(&mut recalled, &mut (700..1000).chain(0..400).chain(501..700));
        assert!(moved <= 2 * FEW, "{moved} of those that stand elsewhere were not found");
        assert_eq!(read(&mut recalled, &mut (700..710)), 0, "the first of many");
        assert_eq!(read(&mut recalled, &mut (500..510)), 10, "what the last analysis did not use is forgotten");
    }
}
