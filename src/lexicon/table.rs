//! The packed table: stems, paradigms, separable prefixes.

use super::classes::Classes;
use super::word::{Agreement, Reading, VerbForms};
use super::{MAX_ENDING, MAX_FORM};
use crate::error::Error;
use crate::model::Input;

/// First bytes of the packed table.
pub const MAGIC: &[u8; 4] = b"WLX1";

/// A stem with one of its paradigms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// First byte of the stem in [`Table::stems`].
    start: u32,
    length: u8,
    /// Whether the verb exists only behind a separable prefix ("statten" in "ausstatten").
    pub bound: bool,
    pub paradigm: u16,
    /// For verbs: the entry that has the infinitive.
    pub lemma: u32,
    /// For nouns: the class of its meaning, 0 where it is not known.
    pub meaning: u8,
}

/// An ending as a number: its bytes, and 0x80 on top where the form begins with "ge".
type EndingKey = u64;

const GE: EndingKey = 0x80 << 56;

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    stems: String,
    pub entries: Vec<Entry>,
    /// Open addressing by hash of the stem: entry number plus one, above it more of the hash ([`spread`]), so that hardly any
    /// other stem is looked at; 0 for an empty slot.
    slots: Vec<u32>,
    readings: Vec<Reading>,
    /// Endings and readings of all paradigms, one after the other.
    endings: Vec<(EndingKey, u16)>,
    paradigms: Vec<(u32, u32)>,
    /// The infinitive ending of each paradigm that has one.
    infinitives: Vec<String>,
    /// In alphabetical order.
    pub prefixes: Vec<String>,
    /// First prefix of every first byte.
    by_byte: Vec<(u8, u8)>,
    /// Separable verbs: lemma entry and prefix number, ascending.
    pairs: Vec<(u32, u8)>,
}

impl Table {
    /// Layout, in varints and bytes: [`MAGIC`]; readings (classes 6 bytes, agreement 3, forms 4); endings (length, with 128
    /// for "ge", and letters); paradigms (pairs of ending and reading number); entries in alphabetical order as five streams
    /// (letters shared with the stem before, number of other letters, letters, paradigm, for verbs the way to the entry of
    /// the infinitive); prefixes; separable verbs (way to the next entry, number of prefixes times two plus 1 for a bound
    /// verb, prefix numbers).
    pub fn parse(bytes: &[u8]) -> Result<Table, Error> {
        let mut input = Input::new(bytes);
        if input.take(4)? != MAGIC {
            return Err(Error::BadModel);
        }
        let mut table = Table::default();
        for _ in 0..input.varint()? {
            let classes = input.little_endian(6)?;
            let agreement = input.little_endian(3)? as u32;
            let forms = input.little_endian(4)? as u32;
            let reading = Reading { classes: Classes(classes), agreement: Agreement(agreement), forms: VerbForms(forms) };
            table.readings.push(reading);
        }
        let mut endings = Vec::new();
        for _ in 0..input.varint()? {
            let length = input.take(1)?[0];
            let letters = input.take(length as usize & 0x7F)?;
            let key = key(letters).ok_or(Error::BadModel)? | if length & 0x80 != 0 { GE } else { 0 };
            endings.push((key, std::str::from_utf8(letters).map_err(|_| Error::BadModel)?));
        }
        for _ in 0..input.varint()? {
            let start = table.endings.len() as u32;
            let mut infinitive = "";
            for _ in 0..input.varint()? {
                let (key, letters) = *endings.get(input.varint()? as usize).ok_or(Error::BadModel)?;
                let number = input.varint()?;
                let reading = table.readings.get(number as usize).ok_or(Error::BadModel)?;
                if reading.forms.any(VerbForms::INFINITIVE) {
                    infinitive = letters;
                }
                table.endings.push((key, number as u16));
            }
            table.paradigms.push((start, table.endings.len() as u32));
            table.infinitives.push(infinitive.to_owned());
        }
        table.read_entries(&mut input)?;
        table.read_prefixes(&mut input)?;
        Ok(table)
    }

    fn read_entries(&mut self, input: &mut Input) -> Result<(), Error> {
        let count = input.varint()? as usize;
        if count >= ENTRIES as usize {
            return Err(Error::BadModel);
        }
        let shared = input.take(count)?;
        let own = input.take(count)?;
        let mut letters = Input::new(input.take(own.iter().map(|&n| n as usize).sum())?);
        let mut stems: Vec<u8> = Vec::new();
        let mut last = 0..0;
        for (&shared, &own) in shared.iter().zip(own) {
            let start = stems.len();
            if shared as usize > last.len() || shared as usize + own as usize > MAX_FORM {
                return Err(Error::BadModel);
            }
            stems.extend_from_within(last.start..last.start + shared as usize);
            stems.extend(letters.take(own as usize)?);
            last = start..stems.len();
            let paradigm = input.varint()?;
            if paradigm as usize >= self.paradigms.len() {
                return Err(Error::BadModel);
            }
            let length = last.len() as u8;
            self.entries.push(Entry {
                start: start as u32,
                length,
                bound: false,
                paradigm: paradigm as u16,
                lemma: 0,
                meaning: 0,
            });
        }
        self.stems = String::from_utf8(stems).map_err(|_| Error::BadModel)?;
        for entry in &self.entries {
            let (start, end) = (entry.start as usize, entry.start as usize + entry.length as usize);
            if !self.stems.is_char_boundary(start) || !self.stems.is_char_boundary(end) {
                return Err(Error::BadModel);
            }
        }
        for at in 0..count {
            let verbal = self
                .endings_of(&self.entries[at])
                .iter()
                .any(|&(_, reading)| self.readings[reading as usize].classes.any(Classes::VERB | Classes::PARTICIPLE_ADJECTIVE));
            if verbal {
                let way = input.varint()?;
                let way = (way >> 1) as i32 ^ -((way & 1) as i32);
                self.entries[at].lemma = (at as u32).wrapping_add_signed(way).min(count as u32 - 1);
            }
        }
        self.slots = vec![0; (count * 2 + 1).next_power_of_two()];
        let mask = self.slots.len() - 1;
        for at in 0..count {
            let (place, more) = spread(self.stem(&self.entries[at]).bytes().fold(SEED, step));
            let mut slot = place & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = more | (at as u32 + 1);
        }
        Ok(())
    }

    fn read_prefixes(&mut self, input: &mut Input) -> Result<(), Error> {
        let count = input.varint()?;
        if count > 254 {
            return Err(Error::BadModel);
        }
        for _ in 0..count {
            let length = input.take(1)?[0] as usize;
            let letters = std::str::from_utf8(input.take(length)?).map_err(|_| Error::BadModel)?;
            self.prefixes.push(letters.to_owned());
        }
        self.by_byte = vec![(0, 0); 256];
        for (number, prefix) in self.prefixes.iter().enumerate() {
            let (first, end) = &mut self.by_byte[*prefix.as_bytes().first().ok_or(Error::BadModel)? as usize];
            if *end == 0 {
                *first = number as u8;
            }
            *end = number as u8 + 1;
        }
        let mut entry = 0_u32;
        let mut bound = vec![false; self.entries.len()];
        for _ in 0..input.varint()? {
            entry = entry.wrapping_add(input.varint()?);
            let size = input.varint()?;
            *bound.get_mut(entry as usize).ok_or(Error::BadModel)? = size & 1 != 0;
            for &prefix in input.take(size as usize >> 1)? {
                self.pairs.push((entry, prefix));
            }
        }
        for entry in &mut self.entries {
            entry.bound = entry.lemma != 0 && bound[entry.lemma as usize];
        }
        Ok(())
    }

    pub fn stem(&self, entry: &Entry) -> &str {
        &self.stems[entry.start as usize..][..entry.length as usize]
    }

    /// Its place among the entries.
    pub fn number(&self, entry: &Entry) -> u32 {
        self.entries.partition_point(|other| other.start < entry.start) as u32
    }

    pub fn infinitive(&self, entry: &Entry) -> &str {
        &self.infinitives[entry.paradigm as usize]
    }

    fn endings_of(&self, entry: &Entry) -> &[(EndingKey, u16)] {
        let (start, end) = self.paradigms[entry.paradigm as usize];
        &self.endings[start as usize..end as usize]
    }

    /// The reading of an ending (letters as they stand, no "ge") in a paradigm.
    pub fn reading(&self, entry: &Entry, ending: &[u8]) -> Option<Reading> {
        let key = key(ending)?;
        let found = self.endings_of(entry).iter().find(|(here, _)| *here == key)?;
        Some(self.readings[found.1 as usize])
    }

    /// Calls `found` for every reading of `form`; also of forms that begin with "ge".
    pub fn visit(&self, form: &[u8], ge: bool, mut found: impl FnMut(&Entry, Reading)) {
        self.visit_stems(form, ge, &mut found);
        if let Some(rest) = form.strip_prefix(b"ge") {
            self.visit_stems(rest, true, &mut found);
        }
    }

    fn visit_stems(&self, form: &[u8], ge: bool, found: &mut impl FnMut(&Entry, Reading)) {
        if form.len() > MAX_FORM || self.slots.is_empty() {
            return;
        }
        let mask = self.slots.len() - 1;
        let mut hash = SEED;
        let first = form.len().saturating_sub(MAX_ENDING);
        for length in 0..=form.len() {
            if length >= first {
                let (place, more) = spread(hash);
                let mut slot = place & mask;
                while self.slots[slot] != 0 {
                    let number = self.slots[slot] ^ more;
                    slot = (slot + 1) & mask;
                    if number > ENTRIES {
                        continue;
                    }
                    let entry = &self.entries[number as usize - 1];
                    if entry.length as usize != length || self.stem(entry).as_bytes() != &form[..length] {
                        continue;
                    }
                    let key = key(&form[length..]).unwrap_or_default() | if ge { GE } else { 0 };
                    for &(_, reading) in self.endings_of(entry).iter().filter(|(ending, _)| *ending == key) {
                        found(entry, self.readings[reading as usize]);
                    }
                }
            }
            if length < form.len() {
                hash = step(hash, form[length]);
            }
        }
    }

    /// The separable prefixes that `form` begins with, and their numbers.
    pub fn prefixes_of(&self, form: &[u8]) -> impl Iterator<Item = (u8, &str)> {
        let (first, end) = form.first().and_then(|&byte| self.by_byte.get(byte as usize)).copied().unwrap_or_default();
        (first..end)
            .zip(&self.prefixes[first as usize..end as usize])
            .filter_map(move |(number, prefix)| form.starts_with(prefix.as_bytes()).then_some((number, prefix.as_str())))
    }

    /// The number of a separable prefix.
    pub fn prefix(&self, text: &[u8]) -> Option<u8> {
        self.prefixes_of(text).find(|(_, prefix)| prefix.len() == text.len()).map(|(number, _)| number)
    }

    /// Whether the verb is listed with the separable prefix.
    pub fn joins(&self, prefix: u8, lemma: u32) -> bool {
        self.pairs.binary_search(&(lemma, prefix)).is_ok()
    }
}

fn key(ending: &[u8]) -> Option<EndingKey> {
    if ending.len() > MAX_ENDING {
        return None;
    }
    let mut bytes = [0; 8];
    bytes[..ending.len()].copy_from_slice(ending);
    Some(u64::from_le_bytes(bytes))
}

const SEED: u32 = 0x811C_9DC5;

/// One step of FNV-1a.
fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Most entries of a table.
const ENTRIES: u32 = 0xFF_FFFF;

/// Where to look for a hash, and seven other bits of it, above [`ENTRIES`].
fn spread(hash: u32) -> (usize, u32) {
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x9E37_79B1);
    (mixed as usize >> 7, mixed << 24 & !(1 << 31))
}
