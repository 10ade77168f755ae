//! The cue that goes with a quotation.

use crate::frames::RoleRun;
use crate::looks::Looks;
use crate::model::hash;
use crate::quotes::Quotation;
use std::ops::Range;

/// The cue that goes with a quotation, as candidates see it.
pub(super) struct Governing {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its clause.
    pub clause: u32,
    /// Lemma of its strongest word.
    pub lemma: u32,
    /// What it means ([`crate::looks::Look::meaning`]).
    pub meaning: u8,
    /// Whether the finite verb of its clause is a form of "werden".
    pub passive: u32,
    /// Whether its clause has a subject.
    pub subject: u32,
}

impl Governing {
    pub fn new(looks: &Looks, quote: &Quotation, cues: &[&RoleRun]) -> Option<Governing> {
        let gap = |run: &&&RoleRun| {
            let gaps = quote
                .pieces
                .iter()
                .map(|piece| piece.start.saturating_sub(run.tokens.end).max(run.tokens.start.saturating_sub(piece.end)));
            gaps.min().unwrap_or(0)
        };
        let run = cues.iter().min_by_key(gap)?;
        let strongest = looks.tokens[run.tokens.clone()].iter().max_by_key(|look| look.cue)?;
        let clause = &looks.clauses[strongest.clause as usize];
        Some(Governing {
            tokens: run.tokens.clone(),
            clause: strongest.clause,
            lemma: strongest.lemma,
            meaning: strongest.meaning,
            passive: u32::from(clause.verb == hash("werden")),
            subject: u32::from(looks.tokens[clause.tokens.clone()].iter().any(|look| look.subject)),
        })
    }

    /// How words stand to it: 1 before and 2 behind it in its clause, 3 and 4 elsewhere.
    pub fn relation(&self, looks: &Looks, words: &Range<usize>) -> u32 {
        let behind = u32::from(words.start >= self.tokens.start);
        1 + behind + 2 * u32::from(looks.tokens[words.start].clause != self.clause)
    }
}
