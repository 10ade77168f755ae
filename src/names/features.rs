//! Features of both models.

use super::document::{GROUPS, Guess, Opinions};
use super::words::{Form, Spelling, USES, Word, Words};
use super::{KINDS, kind};
use crate::lexicon::{Classes, Source};
use crate::model::{Features, hash, join};
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
        same: 0,
    },
    begins: 0,
    inside: 0,
};

/// Features of the first model for the tokens of one sentence.
pub fn first_pass(reading: &Reading, words: &Words, sentence: &Range<usize>, out: &mut Features) {
    let at = |index: usize, step: isize| {
        let place = index.wrapping_add_signed(step);
        if sentence.contains(&place) { words.at(place) } else { OUTSIDE }
    };
    let mut run = sentence.start..sentence.start;
    let mut quoted = false;
    for index in sentence.clone() {
        let word = words.at(index);
        let [before2, before, after, after2] = &[-2, -1, 1, 2].map(|step| at(index, step));
        let mut t = 0;
        let mut add = |value: u32| {
            out.add(t, value);
            t += 1;
        };
        add(0);
        // words
        add(word.hash);
        add(word.lower);
        add(before.lower);
        add(after.lower);
        add(before2.lower);
        add(after2.lower);
        add(join(before.lower, word.lower));
        add(join(word.lower, after.lower));
        // forms and lists
        let forms = |a: &Word, b: &Word| (a.form as u32) << 8 | b.form as u32;
        add(word.shape);
        add(join(before.shape, word.shape));
        add(join(word.shape, after.shape));
        add(join(forms(before, &word), after.form as u32));
        add(join(forms(before2, before), forms(&word, after)));
        add(join(forms(before, &word), forms(after, after2)));
        add(join(before2.lower, before.form as u32));
        add(join(after2.lower, after.form as u32));
        let lists = |word: &Word| u32::from(word.lists) << 16 | u32::from(word.begins) << 8 | u32::from(word.inside);
        add(join(lists(&word), word.form as u32));
        add(join(lists(before), before.form as u32));
        add(join(lists(after), after.form as u32));
        add(join(lists(before), lists(&word)));
        add(join(lists(&word), lists(after)));
        add(join(before.lower, lists(&word)));
        add(join(after.lower, lists(&word)));
        add(u32::from(index == sentence.start) << 8 | word.form as u32);
        quoted ^= word.form == Form::Quote;
        add(u32::from(quoted) << 8 | word.form as u32);
        for bit in 0..8 {
            let t = 40 + bit;
            for (n, word) in [before2, before, &word, after, after2].into_iter().enumerate() {
                if word.lists >> bit & 1 != 0 {
                    out.add(t, n as u32);
                }
                if word.begins >> bit & 1 != 0 {
                    out.add(t, n as u32 + 8);
                }
                if word.inside >> bit & 1 != 0 {
                    out.add(t, n as u32 + 16);
                }
            }
        }
        let classes = |word: &Word| (word.classes.0 as u32) ^ (word.classes.0 >> 32) as u32 ^ (word.source as u32) << 28;
        let [class_before, class, class_after] = [before, &word, after].map(classes);
        out.add(300, class);
        out.add(301, class_before);
        out.add(302, class_after);
        out.add(303, join(class_before, class));
        out.add(304, join(class, class_after));
        out.add(305, join(class, word.form as u32));
        out.add(306, join(class_before, word.form as u32));
        out.add(307, join(class_after, word.form as u32));
        for (n, near) in [before, &word, after].into_iter().enumerate() {
            let mut bits = near.classes.0 & 0x1FFF_FFFF_FFFF;
            while bits != 0 {
                out.add(310 + n as u32, bits.trailing_zeros() << 4 | word.form as u32);
                bits &= bits - 1;
            }
            out.add(313 + n as u32, (near.source as u32) << 4 | near.form as u32);
        }
        let pos = |step: isize| {
            let place = index.wrapping_add_signed(step);
            if sentence.contains(&place) { reading.tags[place].pos as u32 } else { 31 }
        };
        let [p2, p1, p, n1, n2] = [-2, -1, 0, 1, 2].map(pos);
        out.add(330, p << 5 | word.form as u32);
        out.add(331, p1 << 5 | p);
        out.add(332, p << 5 | n1);
        out.add(333, p2 << 10 | p1 << 5 | p);
        out.add(334, p1 << 10 | p << 5 | n1);
        out.add(335, p << 10 | n1 << 5 | n2);
        if word.form as u8 <= Form::Mixed as u8 {
            let text = reading.word(index);
            affixes(text, 60, 6, out);
            if let Some((head, tail)) = text.rsplit_once(['-', '–']) {
                out.add(80, hash(tail));
                out.add(81, hash(head));
                out.add(82, u32::from(tail.chars().next().is_some_and(char::is_uppercase)));
                suffixes(tail, 83, 3..6, out);
            }
        }
        if index > sentence.start && before.form as u8 <= Form::Mixed as u8 {
            suffixes(reading.word(index - 1), 90, 3..8, out);
        }
        if index + 1 < sentence.end && after.form as u8 <= Form::Mixed as u8 {
            suffixes(reading.word(index + 1), 100, 3..6, out);
        }
        // the common noun before the word: "die Firma", "des Magazins „"
        if word.is_capital()
            && let Some(noun) = noun_before(words, sentence.start, index)
        {
            out.add(320, words.spelling(noun).lower);
            out.add(321, join(words.spelling(noun).lower, u32::from(index - noun == 1)));
            out.add(322, (index - noun) as u32);
            suffixes(reading.word(noun), 323, 3..8, out);
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
            out.add(111, join(outer.lower, u32::from(index == run.start)));
            out.add(112, join(next.lower, u32::from(index + 1 == run.end)));
            if run.len() > 1 {
                out.add(113, join(last.lower, u32::from(index == run.start)));
                out.add(114, join(first.lower, u32::from(index == run.start)));
                out.add(115, join(u32::from(first.lists), place));
                out.add(116, join(u32::from(last.lists), place));
                suffixes(reading.word(run.end - 1), 117, 3..6, out);
            }
            uses(words, index, out);
        } else {
            run = index..index;
        }
        out.finish_position();
    }
}

/// The nearest common noun within four tokens before a word.
fn noun_before(words: &Words, start: usize, index: usize) -> Option<usize> {
    let noun = |&at: &usize| {
        let word = words.spelling(at);
        word.is_capital() && word.classes.any(Classes::NOUN) && word.source as u8 >= Source::Compound as u8
    };
    (start.max(index.saturating_sub(4))..index).rev().find(noun)
}

/// How the article uses the word elsewhere.
pub(super) fn uses(words: &Words, index: usize, out: &mut Features) {
    let uses = &words.uses[words.spelling(index).same as usize];
    let own = words.surroundings[index];
    let others = uses.all - 1;
    out.add(130, others.min(3));
    if others == 0 {
        return;
    }
    for at in 0..USES {
        let elsewhere = uses.counts[at] - u32::from(own >> at & 1);
        let share = if elsewhere == 0 { 0 } else { 1 + elsewhere * 2 / others };
        out.add(131 + at as u32, share);
    }
}

/// Prefixes and suffixes of one to `longest` letters.
fn affixes(text: &str, template: u32, longest: usize, out: &mut Features) {
    for (n, (end, c)) in text.char_indices().take(longest).enumerate() {
        out.add(template + n as u32, hash(&text[..end + c.len_utf8()]));
    }
    suffixes(text, template + 10, 1..longest + 1, out);
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
    out: &mut Features,
) {
    let guess = |index: usize, step: isize| {
        let place = index.wrapping_add_signed(step);
        if sentence.contains(&place) { guesses[place] } else { Guess::default() }
    };
    for index in sentence.clone() {
        let word = words.spelling(index);
        let here = guesses[index];
        let [before2, before, after, after2] = [-2, -1, 1, 2].map(|step| guess(index, step));
        out.add(200, u32::from(here.label));
        out.add(201, u32::from(here.label) << 8 | u32::from(before.label));
        out.add(202, u32::from(here.label) << 8 | u32::from(after.label));
        out.add(203, u32::from(before2.label) << 8 | u32::from(before.label));
        out.add(204, u32::from(after.label) << 8 | u32::from(after2.label));
        out.add(205, word.shape);
        out.add(206, word.lower);
        for group in 0..GROUPS {
            out.add(210 + group as u32, bucket(u32::from(here.groups[group])));
        }
        if word.is_capital() {
            out.add(207, u32::from(word.lists));
            out.add(208, join(u32::from(here.label), word.form as u32));
            opinion(words, guesses, opinions, index, 220, u32::from(here.label), out);
            if word.form == Form::Upper && index >= sentence.start + 2 && words.spelling(index - 1).form == Form::Open {
                out.add(209, u32::from(before2.label));
            }
            suffixes(reading.word(index), 215, 3..5, out);
        }
        for (step, template) in [(-1, 240), (1, 260)] {
            let place = index.wrapping_add_signed(step);
            if sentence.contains(&place) && words.spelling(place).is_capital() {
                opinion(words, guesses, opinions, place, template, u32::from(here.label), out);
            }
        }
        out.finish_position();
    }
}

/// What the first model makes of the same word elsewhere.
pub(super) fn opinion(
    words: &Words,
    guesses: &[Guess],
    opinions: &Opinions,
    index: usize,
    template: u32,
    label: u32,
    out: &mut Features,
) {
    let opinion = &opinions.of[words.spelling(index).same as usize];
    let others = opinion.all - 1;
    out.add(template, others.min(2));
    if others == 0 {
        return;
    }
    let own = guesses[index];
    let mut best = (0, 0);
    for group in 0..GROUPS {
        let mean = (opinion.groups[group] - u32::from(own.groups[group])) / others;
        out.add(template + 1 + group as u32, join(bucket(mean), others.min(2)));
        best = best.max((mean, group as u32));
    }
    out.add(template + 8, join(best.1 << 8 | bucket(best.0), label));
    for (at, &of) in KINDS.iter().enumerate() {
        for edge in 0..2 {
            let own = kind(own.label) == Some(of) && opinions.edges[index] >> edge & 1 != 0;
            let elsewhere = opinion.edges[at][edge] - u32::from(own);
            if elsewhere > 0 {
                out.add(template + 9, join((at * 2 + edge) as u32, label));
                out.add(template + 10, join((at * 2 + edge) as u32, u32::from(opinions.edges[index])));
            }
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
