//! What the first model found in the whole article, word by word.

use super::words::Words;
use super::{KINDS, LABELS, kind};

/// Groups of labels: none, and each kind.
pub const GROUPS: usize = KINDS.len() + 1;

/// What the first model makes of one token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guess {
    /// Its label on the best path.
    pub label: u8,
    /// Probability of every label group, in 1/255.
    pub groups: [u8; GROUPS],
}

impl Guess {
    /// From the label on the best path and the probabilities of all labels.
    pub fn new(label: u8, probabilities: &[f32]) -> Guess {
        let mut groups = [0.0; GROUPS];
        for (at, &p) in probabilities.iter().enumerate().take(LABELS) {
            groups[at.div_ceil(2)] += p;
        }
        Guess { label, groups: groups.map(|p| (p * 255.0) as u8) }
    }
}

/// Whether a name goes on at a token.
pub(super) fn inside(guesses: &[Guess], at: usize) -> bool {
    guesses.get(at).is_some_and(|guess| guess.label != 0 && guess.label % 2 == 0)
}

/// What the first model makes of one word in the whole article.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct Opinion {
    /// Occurrences in capitals.
    pub all: u32,
    /// Sum of [`Guess::groups`].
    pub groups: [u32; GROUPS],
    /// Occurrences at the beginning and at the end of a name of several words, of each kind.
    pub edges: [[u32; 2]; KINDS.len()],
}

/// The opinions on all words, by [`Word::same`](super::words::Word::same).
#[derive(Clone, Debug, Default)]
pub struct Opinions {
    /// One a different word.
    pub of: Vec<Opinion>,
    /// A bit a token: begins, ends a name of several words.
    pub edges: Vec<u8>,
}

impl Opinions {
    /// Sums the guesses up.
    pub fn new(words: &Words, guesses: &[Guess]) -> Opinions {
        let mut out = Opinions { of: vec![Opinion::default(); words.different], edges: vec![0; guesses.len()] };
        let inside = |at: usize| inside(guesses, at);
        for (at, guess) in guesses.iter().enumerate() {
            let word = words.spelling(at);
            let opinion = &mut out.of[word.same as usize];
            if !word.is_capital() {
                continue;
            }
            opinion.all += 1;
            opinion.groups.iter_mut().zip(guess.groups).for_each(|(sum, p)| *sum += u32::from(p));
            let Some(kind) = kind(guess.label) else { continue };
            let kind = KINDS.iter().position(|&k| k == kind).unwrap_or(0);
            let (begins, ends) = (!inside(at) && inside(at + 1), inside(at) && !inside(at + 1));
            opinion.edges[kind][0] += u32::from(begins);
            opinion.edges[kind][1] += u32::from(ends);
            out.edges[at] = u8::from(begins) | u8::from(ends) << 1;
        }
        out
    }
}
