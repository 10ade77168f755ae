//! Reported acts: sentences that tell of what somebody said, demanded, judged or meant to do, without the words. Offered by
//! what the verb means, whether or not the sequence model saw one.

use crate::analysis::QuoteKind;
use crate::lexicon::meaning::number;
use crate::looks::{Clause, Look, Looks, NAMED, is};
use crate::model::hash;
use crate::quotes::framed::trimmed;
use crate::quotes::reporting::Reporting;
use crate::quotes::structure::{MOST_CLAUSES, Offer};
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

/// Verbs of saying, thinking and wanting: the first and last of their classes, which are neighbours.
const FIRST: u8 = number("state");
const LAST: u8 = number("plan");

/// Offers every act with what depends on it, and the clause alone.
pub fn offers(looks: &Looks, out: &mut Vec<Offer>) {
    for sentence in &looks.sentences {
        let clauses = &looks.clauses[sentence.clauses.clone()];
        for (index, clause) in clauses.iter().enumerate().take(MOST_CLAUSES) {
            let Some(trigger) = act(looks, clause) else { continue };
            let behind = clauses[index + 1..].iter().take(MOST_CLAUSES);
            if clauses.get(index + 1).is_some_and(calls_for_words) {
                continue;
            }
            // what goes before belongs to it unless it is a sentence of its own
            let alone = clauses[..index].iter().all(|before| before.kind != ClauseKind::Main);
            let start = if alone { sentence.tokens.start } else { clause.tokens.start };
            let last = behind.take_while(|later| later.kind != ClauseKind::Main).last().unwrap_or(clause);
            let mut add = |run: Range<usize>| {
                let run = if run.end == sentence.tokens.end { run } else { trimmed(looks, run) };
                if run.len() > 2 && looks.tokens[run.start].inside == 0 {
                    out.push(Offer { kind: QuoteKind::Reported, pieces: vec![run], trigger, rule: "act" });
                }
            };
            add(start..last.tokens.end);
            if last.tokens.end != clause.tokens.end {
                add(clause.tokens.clone());
            }
        }
    }
}

/// The verb of a main clause that has a subject and tells of an act.
fn act(looks: &Looks, clause: &Clause) -> Option<usize> {
    if clause.kind != ClauseKind::Main || clause.mood != 1 || clause.subject == 0 {
        return None;
    }
    clause.tokens.clone().rev().find(|&at| {
        let look = &looks.tokens[at];
        let verb = is(look, Pos::Verb) && ((FIRST..=LAST).contains(&look.meaning) || look.speech & 0xFF != 0);
        look.inside == 0 && (verb || wants(look))
    })
}

/// Plans, hopes, fears, expectations, threats and promises of somebody who is named: news tells of them as of what was said,
/// and the published annotation counts them. The training articles do not, so that no model can learn it.
pub fn attitudes(looks: &Looks) -> Vec<Offer> {
    let mut all = Vec::new();
    offers(looks, &mut all);
    all.retain(|offer| {
        let trigger = &looks.tokens[offer.trigger];
        let Clause { subject, verb, .. } = looks.clauses[trigger.clause as usize];
        let active = ![hash("sein"), hash("werden")].contains(&verb);
        let somebody = active && (subject >= NAMED || (SPEAKERS.0..=SPEAKERS.1).contains(&subject));
        somebody && (wants(trigger) || trigger.speech & Reporting::ATTITUDE != 0 && ATTITUDES.contains(&trigger.meaning))
    });
    all
}

/// Classes of verbs that tell of an attitude.
const ATTITUDES: [u8; 5] = [number("plan"), number("feel"), number("estimate"), number("threaten"), number("pledge")];

/// First and last class of nouns that can speak.
const SPEAKERS: (u8, u8) = (number("person"), number("document"));

/// Whether it is a form of "wollen" in the present.
fn wants(look: &Look) -> bool {
    const PRESENT: [u32; 2] = [hash("will"), hash("wollen")];
    look.mood == 3 && PRESENT.contains(&look.lower)
}

/// Whether a clause gives the words or the thought itself.
fn calls_for_words(clause: &Clause) -> bool {
    match clause.kind {
        ClauseKind::That | ClauseKind::Whether | ClauseKind::Infinitive => true,
        ClauseKind::Main => clause.mood >= 2,
        _ => false,
    }
}
