//! Answers of an interview: what follows a question or a speaker's label, without marks and without a frame. Which blocks ask
//! and which have labels the cleaning of the text has told.

use crate::analysis::QuoteKind;
use crate::looks::Looks;
use crate::model::hash;
use crate::quotes::Quotation;
use std::ops::Range;

/// Name of the rule.
pub const RULE: &str = "interview";

/// How sure an answer is somebody's; chosen below certainty, since blocks can be taken for turns that are none.
const CONFIDENCE: f32 = 0.95;

/// The answers in order, a piece a block.
pub fn answers(looks: &Looks) -> Vec<Quotation> {
    let mut out: Vec<Vec<Range<usize>>> = Vec::new();
    let mut labelled = false;
    // whether the last turn goes on in the next block
    let mut open = false;
    for sentences in looks.blocks() {
        let facts = &looks.sentences[sentences.start];
        if facts.asks() {
            out.push(Vec::new());
            open = true;
            continue;
        }
        if facts.is_labelled() {
            out.push(Vec::new());
            (open, labelled) = (true, true);
        }
        // the label is a sentence by itself
        let body = sentences.start + usize::from(facts.is_labelled())..sentences.end;
        if !open || !facts.is_running_text() || body.is_empty() {
            continue;
        }
        let run = looks.tokens_of(&body);
        // a line in marks between two turns is taken from one of them
        let repeats = !facts.is_labelled() && looks.tokens[run.clone()].iter().all(|look| look.inside > 0);
        if !repeats {
            out.last_mut().expect("a turn is open").push(run);
        }
    }
    // where the last answer ends nobody tells: with its first block
    if let Some(last) = out.last_mut() {
        last.truncate(1);
    }
    out.retain(|pieces| !pieces.is_empty());
    // questions that the writer answers: nobody says "ich"
    let own = out.iter().filter(|pieces| pieces.iter().any(|piece| is_somebody(looks, piece))).count();
    if !labelled && own * LEAST_OWN < out.len() {
        return Vec::new();
    }
    let answer =
        |pieces| Quotation { kind: QuoteKind::Direct, pieces, inside: None, confidence: CONFIDENCE, rule: RULE, trigger: None };
    out.into_iter().map(answer).collect()
}

/// Without labels one in so many answers at least speaks of who gives it.
const LEAST_OWN: usize = 3;

/// Whether somebody speaks of themselves.
fn is_somebody(looks: &Looks, run: &Range<usize>) -> bool {
    let own = ["ich", "mir", "mich", "wir", "uns"].map(hash);
    looks.tokens[run.clone()].iter().any(|look| look.inside == 0 && own.contains(&look.lower))
}
