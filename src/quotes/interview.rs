//! Answers of an interview, told by the place of their blocks: without marks and without a frame.

use crate::analysis::QuoteKind;
use crate::looks::Looks;
use crate::quotes::Quotation;

/// Name of the rule.
pub const RULE: &str = "interview";

/// How sure an answer is somebody's; chosen below certainty, since blocks can be taken for turns that are none.
const CONFIDENCE: f32 = 0.95;

/// The answers in order, one a block.
pub fn answers(looks: &Looks) -> Vec<Quotation> {
    let mut out = Vec::new();
    for sentences in looks.blocks() {
        let facts = &looks.sentences[sentences.start];
        // the label is a sentence by itself
        let body = sentences.start + usize::from(facts.is_labelled())..sentences.end;
        if facts.answer.is_some() && !body.is_empty() {
            let pieces = vec![looks.tokens_of(&body)];
            out.push(Quotation {
                kind: QuoteKind::Direct,
                pieces,
                inside: None,
                confidence: CONFIDENCE,
                rule: RULE,
                trigger: None,
            });
        }
    }
    out
}
