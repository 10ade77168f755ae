//! Features of both models.

use super::document::{GROUPS, Guess, Opinions};
use super::words::{Form, Spelling, USES, Word, Words};
use super::{KINDS, kind};
use crate::lexicon::{Classes, Source};
use crate::memory::Key;
use crate::model::{Features, Sink, hash, join, numbered};
use crate::reading::Reading;
use std::ops::Range;

/// Stands for the places outside the sentence.
const OUTSIDE: Word = Word {
    spelling: Spelling {
        hash: 1,
        lower: 1,
        shape: 1,
        form: Form::End,
        lists: 0,
        classes: Classes(0),
        source: Source::Unknown,
        meaning: 0,
        same: 0,
        key: 0,
    },
    begins: 0,
    inside: 0,
};

/// A key of everything that [`kind_features`] sees of a word: few, for a text has many words but few kinds of them.
fn kind_key(word: &Word) -> u64 {
    let mut key = Key::default();
    key.add(word.classes.0);
    key.add(
        u64::from(u32::from_le_bytes([word.form as u8, word.lists, word.begins, word.inside])) << 16
            | u64::from(word.meaning) << 8
            | word.source as u64,
    );
    key.half()
}

/// Tells keys of what is looked at together apart; the lower numbers are for places around a word.
mod together {
    pub const AFFIXES: u64 = 0x100;
    pub const BEFORE: u64 = 0x101;
    pub const AFTER: u64 = 0x102;
    pub const LAST: u64 = 0x103;
    pub const NOUN: u64 = 0x110;
    pub const FORMS: u64 = 0x6A09_E667_F3BC_C908;
    pub const PARTS_OF_SPEECH: u64 = 0xBB67_AE85_84CA_A73B;
    pub const USES: u64 = 0x3C6E_F372_FE94_F82B;
    pub const LABELS: u64 = 0xA54F_F53A_5F1D_36F1;
    pub const GROUPS: u64 = 0x510E_527F_ADE6_82D1;
    pub const OPINION: u64 = 0x9B05_688C_2B3E_6C1F;
}

/// Features of the first model for the tokens of one sentence.
pub fn first_pass(reading: &Reading, words: &Words, sentence: &Range<usize>, out: &mut impl Sink) {
    let at = |index: usize, step: isize| {
        let place = index.wrapping_add_signed(step);
        if sentence.contains(&place) { words.at(place) } else { OUTSIDE }
    };
    let mut run = sentence.start..sentence.start;
    let mut quoted = false;
    for index in sentence.clone() {
        let word = words.at(index);
        let [before2, before, after, after2] = &[-2, -1, 1, 2].map(|step| at(index, step));
        let around = [before2, before, &word, after, after2];
        quoted ^= word.form == Form::Quote;
        // words
        out.add(1, word.hash);
        out.add(2, word.lower);
        out.add(3, before.lower);
        out.add(4, after.lower);
        out.add(5, before2.lower);
        out.add(6, after2.lower);
        // forms and lists
        out.add(7, word.shape);
        out.add(8, join(before.shape, word.shape));
        out.add(9, join(word.shape, after.shape));
        out.add(13, join(before2.lower, before.form as u32));
        out.add(14, join(after2.lower, after.form as u32));
        out.add(18, join(lists(before), lists(&word)));
        out.add(19, join(lists(&word), lists(after)));
        out.add(20, join(before.lower, lists(&word)));
        out.add(21, join(after.lower, lists(&word)));
        out.add(303, join(classes(before), classes(&word)));
        out.add(304, join(classes(&word), classes(after)));
        let forms = around.iter().fold(0, |forms, word| forms << 4 | word.form as u64);
        let key = forms << 2 | u64::from(quoted) << 1 | u64::from(index == sentence.start);
        out.add_known(numbered(together::FORMS, key), |out| {
            let [before2, before, here, after, after2] = around.map(|word| word.form as u32);
            let two = |a: u32, b: u32| a << 8 | b;
            out.add(10, join(two(before, here), after));
            out.add(11, join(two(before2, before), two(here, after)));
            out.add(12, join(two(before, here), two(after, after2)));
            out.add(22, u32::from(index == sentence.start) << 8 | here);
            out.add(23, u32::from(quoted) << 8 | here);
        });
        for (place, near) in around.into_iter().enumerate() {
            if (1..4).contains(&place) || near.lists | near.begins | near.inside != 0 {
                let key = numbered(kind_key(near), (place as u64) << 4 | word.form as u64);
                out.add_known(key, |out| kind_features(near, place as u32, word.form, out));
            }
        }
        let pos = |step: isize| {
            let place = index.wrapping_add_signed(step);
            if sentence.contains(&place) { reading.tags[place].pos as u32 } else { 31 }
        };
        let [p2, p1, p, n1, n2] = [-2, -1, 0, 1, 2].map(pos);
        let three = p1 << 10 | p << 5 | n1;
        out.add_known(numbered(together::PARTS_OF_SPEECH, u64::from(three << 4 | word.form as u32)), |out| {
            out.add(330, p << 5 | word.form as u32);
            out.add(331, p1 << 5 | p);
            out.add(332, p << 5 | n1);
            out.add(334, three);
        });
        out.add(333, p2 << 10 | p1 << 5 | p);
        out.add(335, p << 10 | n1 << 5 | n2);
        if word.form as u8 <= Form::Mixed as u8 {
            out.add_known(numbered(word.key, together::AFFIXES), |out| affixes(reading.word(index), out));
        }
        if index > sentence.start && before.form as u8 <= Form::Mixed as u8 {
            let key = numbered(before.key, together::BEFORE);
            out.add_known(key, |out| suffixes(reading.word(index - 1), 90, 3..8, out));
        }
        if index + 1 < sentence.end && after.form as u8 <= Form::Mixed as u8 {
            let key = numbered(after.key, together::AFTER);
            out.add_known(key, |out| suffixes(reading.word(index + 1), 100, 3..6, out));
        }
        // the common noun before the word: "die Firma", "des Magazins „"
        if word.is_capital()
            && let Some(noun) = noun_before(words, sentence.start, index)
        {
            let (spelling, distance) = (words.spelling(noun), (index - noun) as u32);
            out.add_known(numbered(spelling.key, together::NOUN + u64::from(distance)), |out| {
                out.add(320, spelling.lower);
                out.add(321, join(spelling.lower, u32::from(distance == 1)));
                out.add(322, distance);
                suffixes(reading.word(noun), 323, 3..8, out);
                let meaning = u32::from(spelling.meaning);
                out.add(343, meaning);
                out.add(344, meaning << 8 | distance.min(4));
            });
            out.add(345, join(spelling.meaning.into(), lists(&word)));
        }
        // the run of capitals around the word
        if word.is_capital() {
            if index >= run.end {
                let goes_on = |at: &usize| words.spelling(*at).is_capital() || words.spelling(*at).form == Form::Number;
                run = index..(index..sentence.end).take_while(goes_on).last().unwrap_or(index) + 1;
            }
            let (first, last) = (words.spelling(run.start), words.spelling(run.end - 1));
            let outer = at(run.start, -1);
            let next = at(run.end, 0);
            let place = (index - run.start).min(3) as u32 | ((run.end - 1 - index).min(3) as u32) << 4;
            out.add(110, place);
            out.add(346, u32::from(outer.meaning) << 1 | u32::from(index == run.start));
            out.add(347, u32::from(last.meaning) << 1 | u32::from(index == run.start));
            out.add(111, join(outer.lower, u32::from(index == run.start)));
            out.add(112, join(next.lower, u32::from(index + 1 == run.end)));
            if run.len() > 1 {
                out.add(113, join(last.lower, u32::from(index == run.start)));
                out.add(114, join(first.lower, u32::from(index == run.start)));
                out.add(115, join(u32::from(first.lists), place));
                out.add(116, join(u32::from(last.lists), place));
                let key = numbered(last.key, together::LAST);
                out.add_known(key, |out| suffixes(reading.word(run.end - 1), 117, 3..6, out));
            }
            let shares = shares(words, index);
            out.add_known(numbered(together::USES, shares.into()), |out| uses(shares, out));
        } else {
            run = index..index;
        }
        out.finish_position_as(0);
    }
}

fn lists(word: &Word) -> u32 {
    u32::from(word.lists) << 16 | u32::from(word.begins) << 8 | u32::from(word.inside)
}

fn classes(word: &Word) -> u32 {
    (word.classes.0 as u32) ^ (word.classes.0 >> 32) as u32 ^ (word.source as u32) << 28
}

/// What the classes and lists of a word are, at its place around one of this form: 0 to 4, 2 for the word itself.
fn kind_features(word: &Word, place: u32, form: Form, out: &mut Features) {
    for bit in 0..8 {
        for (more, lists) in [(0, word.lists), (8, word.begins), (16, word.inside)] {
            if lists >> bit & 1 != 0 {
                out.add(40 + bit, place + more);
            }
        }
    }
    let (classes, form) = (classes(word), form as u32);
    let meaning = u32::from(word.meaning) << 4 | form;
    match place {
        1 => {
            out.add(16, join(lists(word), word.form as u32));
            out.add(301, classes);
            out.add(306, join(classes, form));
            out.add(341, meaning);
        }
        2 => {
            out.add(0, 0);
            out.add(15, join(lists(word), form));
            out.add(300, classes);
            out.add(305, join(classes, form));
            out.add(340, meaning);
        }
        3 => {
            out.add(17, join(lists(word), word.form as u32));
            out.add(302, classes);
            out.add(307, join(classes, form));
            out.add(342, meaning);
        }
        _ => return,
    }
    let mut bits = word.classes.0 & 0x1FFF_FFFF_FFFF;
    while bits != 0 {
        out.add(309 + place, bits.trailing_zeros() << 4 | form);
        bits &= bits - 1;
    }
    out.add(312 + place, (word.source as u32) << 4 | word.form as u32);
}

/// The nearest common noun within four tokens before a word.
fn noun_before(words: &Words, start: usize, index: usize) -> Option<usize> {
    let noun = |&at: &usize| {
        let word = words.spelling(at);
        word.is_capital() && word.classes.any(Classes::NOUN) && word.source as u8 >= Source::Compound as u8
    };
    (start.max(index.saturating_sub(4))..index).rev().find(noun)
}

/// How the article uses the word elsewhere, two bits a number: how often, then the share of each surrounding; 0 where it does
/// not.
pub(super) fn shares(words: &Words, index: usize) -> u32 {
    let uses = &words.uses[words.spelling(index).same as usize];
    let own = words.surroundings[index];
    let others = uses.all - 1;
    let share = |at: usize| match uses.counts[at] - u32::from(own >> at & 1) {
        0 => 0,
        elsewhere => 1 + elsewhere * 2 / others,
    };
    (0..USES).fold(others.min(3), |shares, at| shares | share(at) << (2 + 2 * at))
}

/// The features of [`shares`].
fn uses(shares: u32, out: &mut Features) {
    out.add(130, shares & 3);
    if shares != 0 {
        (0..USES as u32).for_each(|at| out.add(131 + at, shares >> (2 + 2 * at) & 3));
    }
}

/// Prefixes and suffixes of one to six letters, parts of a word with a hyphen.
fn affixes(text: &str, out: &mut Features) {
    for (n, (end, c)) in text.char_indices().take(6).enumerate() {
        out.add(60 + n as u32, hash(&text[..end + c.len_utf8()]));
    }
    suffixes(text, 70, 1..7, out);
    if let Some((head, tail)) = text.rsplit_once(['-', '–']) {
        out.add(80, hash(tail));
        out.add(81, hash(head));
        out.add(82, u32::from(tail.chars().next().is_some_and(char::is_uppercase)));
        suffixes(tail, 83, 3..6, out);
    }
}

/// Suffixes of so many letters.
fn suffixes(text: &str, template: u32, lengths: Range<usize>, out: &mut Features) {
    for (n, (start, _)) in text.char_indices().rev().take(lengths.end - 1).enumerate().skip(lengths.start - 1) {
        out.add(template + n as u32, hash(&text[start..]));
    }
}

/// Features of the second model for the tokens of one sentence.
pub fn second_pass(
    reading: &Reading,
    words: &Words,
    guesses: &[Guess],
    opinions: &Opinions,
    sentence: &Range<usize>,
    out: &mut impl Sink,
) {
    let guess = |index: usize, step: isize| {
        let place = index.wrapping_add_signed(step);
        if sentence.contains(&place) { guesses[place] } else { Guess::default() }
    };
    for index in sentence.clone() {
        let word = words.spelling(index);
        let here = guesses[index];
        let label = u32::from(here.label);
        let labels = [-2, -1, 0, 1, 2].map(|step| u32::from(guess(index, step).label));
        let key = labels.iter().fold(0, |key, &label| key << 4 | u64::from(label));
        out.add_known(numbered(together::LABELS, key), |out| {
            let [before2, before, here, after, after2] = labels;
            out.add(200, here);
            out.add(201, here << 8 | before);
            out.add(202, here << 8 | after);
            out.add(203, before2 << 8 | before);
            out.add(204, after << 8 | after2);
        });
        out.add(205, word.shape);
        out.add(206, word.lower);
        let buckets = here.groups.map(|p| bucket(u32::from(p)));
        let key = buckets.iter().fold(0, |key, &bucket| key << 4 | u64::from(bucket));
        out.add_known(numbered(together::GROUPS, key), |out| {
            buckets.iter().zip(210..).for_each(|(&bucket, template)| out.add(template, bucket));
        });
        if word.is_capital() {
            out.add(207, u32::from(word.lists));
            out.add(208, join(label, word.form as u32));
            if word.form == Form::Upper && index >= sentence.start + 2 && words.spelling(index - 1).form == Form::Open {
                out.add(209, labels[0]);
            }
            out.add_known(numbered(word.key, together::AFFIXES), |out| suffixes(reading.word(index), 215, 3..5, out));
        }
        for (step, template) in [(0, 220), (-1, 240), (1, 260)] {
            let place = index.wrapping_add_signed(step);
            if sentence.contains(&place) && words.spelling(place).is_capital() {
                let opinion = Elsewhere::new(words, guesses, opinions, place);
                let key = numbered(opinion.key(), u64::from(template << 4 | label));
                out.add_known(key, |out| opinion.features(template, label, out));
            }
        }
        out.finish_position_as(0);
    }
}

/// What the first model makes of the same word elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Elsewhere {
    /// How often it stands elsewhere, up to 2; where it does not, all else is nothing.
    others: u32,
    /// Mean probability of each group, by [`bucket`].
    means: [u32; GROUPS],
    /// The likeliest group.
    best: u32,
    /// A bit for a beginning and an end of a name of several words, kind by kind.
    edges: u32,
    /// The same for this occurrence, of whatever kind.
    own_edges: u32,
}

impl Elsewhere {
    pub fn new(words: &Words, guesses: &[Guess], opinions: &Opinions, index: usize) -> Elsewhere {
        let opinion = &opinions.of[words.spelling(index).same as usize];
        let others = opinion.all - 1;
        if others == 0 {
            return Elsewhere::default();
        }
        let (own, own_edges) = (guesses[index], u32::from(opinions.edges[index]));
        let mut out = Elsewhere { others: others.min(2), own_edges, ..Elsewhere::default() };
        let mut best = (0, 0);
        for group in 0..GROUPS {
            let mean = (opinion.groups[group] - u32::from(own.groups[group])) / others;
            out.means[group] = bucket(mean);
            best = best.max((mean, group as u32));
        }
        out.best = best.1;
        for (at, &of) in KINDS.iter().enumerate() {
            for edge in 0..2 {
                let here = kind(own.label) == Some(of) && own_edges >> edge & 1 != 0;
                out.edges |= u32::from(opinion.edges[at][edge] > u32::from(here)) << (at * 2 + edge);
            }
        }
        out
    }

    /// A key of all that is known.
    pub fn key(&self) -> u64 {
        let Elsewhere { others, means, best, edges, own_edges } = *self;
        let known = means.iter().fold(0, |key, &mean| key << 3 | u64::from(mean));
        numbered(together::OPINION, known << 20 | u64::from(best << 12 | edges << 4 | own_edges << 2 | others))
    }

    fn features(&self, template: u32, label: u32, out: &mut Features) {
        out.add(template, self.others);
        if self.others == 0 {
            return;
        }
        for (&mean, group) in self.means.iter().zip(1..) {
            out.add(template + group, join(mean, self.others));
        }
        out.add(template + 8, join(self.best << 8 | self.means[self.best as usize], label));
        for edge in (0..8).filter(|edge| self.edges >> edge & 1 != 0) {
            out.add(template + 9, join(edge, label));
            out.add(template + 10, join(edge, self.own_edges));
        }
    }
}

/// Eight steps for a probability in 1/255.
fn bucket(p: u32) -> u32 {
    match p {
        0..=2 => 0,
        3..=12 => 1,
        13..=50 => 2,
        51..=127 => 3,
        128..=204 => 4,
        205..=242 => 5,
        243..=252 => 6,
        _ => 7,
    }
}
