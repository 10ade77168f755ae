//! Pull quotes: lines that repeat words of the article in large type.

use super::clutter::Line;
use crate::analysis::ClutterReason;
use crate::memory::AsItIs;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Words by which a repetition is looked up.
const SEED: usize = 3;
/// Longest pull quote, in words.
const LONGEST: usize = 45;
/// How many lines with the same beginning are kept apart; more is no article.
const ALIKE: usize = 4;

/// Marks lines that a paragraph repeats, and quotations that stand alone above a name.
pub(super) fn mark(lines: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    let mut candidates: HashMap<u64, Vec<usize>, BuildHasherDefault<AsItIs>> = HashMap::default();
    // most words begin no candidate: one bit for each hash of two first words spares the look into the map
    let mut begins = [0_u64; 1024];
    let place = |words: &[u16; SEED]| {
        let both = words[0] ^ words[1].rotate_left(7);
        (usize::from(both >> 6), 1 << (both & 63))
    };
    for (at, line) in
        lines.iter().enumerate().filter(|&(at, line)| why[at].is_none() && Some(at) != headline && line.words <= LONGEST)
    {
        if let Some(words) = line.hashes.first_chunk() {
            let (word, bit) = place(words);
            begins[word] |= bit;
            let alike = candidates.entry(seed(words)).or_default();
            if alike.len() < ALIKE {
                alike.push(at);
            }
        }
    }
    let first = headline.map_or(0, |at| at + 1);
    let paragraphs = if candidates.is_empty() { lines.len() } else { first };
    for paragraph in (paragraphs..lines.len()).filter(|&at| lines[at].ended) {
        let words = &lines[paragraph].hashes;
        for (at, words_here) in words.array_windows().enumerate() {
            let (word, bit) = place(words_here);
            if begins[word] & bit == 0 {
                continue;
            }
            for &line in candidates.get(&seed(words_here)).into_iter().flatten() {
                let quote = &lines[line].hashes;
                // a paragraph repeats a line that is shorter than itself
                let shorter = quote.len() + 3 <= words.len();
                if line != paragraph && shorter && words[at..].starts_with(quote) && is_set_apart(&lines[line]) {
                    why[line] = Some(ClutterReason::Pullquote);
                }
            }
        }
    }
    for at in 1..lines.len() {
        let name = &lines[at];
        // the name below it
        if name.group == lines[at - 1].group && name.words <= 14 && !name.ended && why[at].is_none() {
            let attributed = why[at - 1] == Some(ClutterReason::Pullquote) || is_lone_quotation(lines, at - 1, why);
            if attributed && at > first {
                why[at - 1] = Some(ClutterReason::Pullquote);
                why[at] = Some(ClutterReason::Pullquote);
            }
        }
    }
}

/// A sentence, or words enough for one: a shorter repetition is a subheading.
fn is_set_apart(line: &Line) -> bool {
    line.words >= 5 || line.ended && line.words >= SEED
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['„', '“', '"', '»', '«', '”', '‚'])
        && text.trim_end_matches(['.', '!', '?', '…']).ends_with(['“', '”', '"', '«', '»', '‘'])
}

/// A quotation that begins its group, with nothing but the name behind it.
fn is_lone_quotation(lines: &[Line], at: usize, why: &[Option<ClutterReason>]) -> bool {
    let begins = at == 0 || lines[at - 1].group != lines[at].group;
    let ends = lines.get(at + 2).is_none_or(|line| line.group != lines[at].group || !line.ended && line.words <= 6);
    begins && ends && why[at].is_none() && is_quoted(lines[at].text) && lines[at].words <= LONGEST
}

/// Hashes of the words of a line (FNV-1a, both halves), letter case and marks left out.
pub(super) fn hashes(text: &str) -> impl Iterator<Item = u16> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let lower = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
        let hash = word.chars().map(lower).fold(0x811C_9DC5_u32, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193));
        (hash ^ hash >> 16) as u16
    })
}

/// The words by which a repetition is looked up, as one number.
fn seed(words: &[u16; SEED]) -> u64 {
    words.iter().fold(0, |sum, &word| sum << 16 | u64::from(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
