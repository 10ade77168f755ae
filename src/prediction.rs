//! Predictions as the corpora spell them, for measuring.

use crate::analysis::{Analysis, EntityKind, MentionForm, QuoteKind};
use crate::span::Span;
use serde_json::{Value, json};

/// One article's predictions; positions as in `analysis`, which the corpora want in code points.
pub fn prediction(id: &Value, analysis: &Analysis) -> Value {
    let quotes: Vec<Value> = analysis
        .quotes
        .iter()
        .map(|quote| {
            let speaker = quote.speaker.as_ref();
            json!({
                "type": match quote.kind {
                    QuoteKind::Direct => "Direct",
                    QuoteKind::Indirect => "Indirect",
                    QuoteKind::Reported => "Reported",
                    QuoteKind::FreeIndirect => "FreeIndirect",
                    QuoteKind::IndirectFreeIndirect => "IndirectFreeIndirect",
                },
                "quote": pairs(&quote.spans),
                "speaker": pairs(speaker.map_or(&[], |speaker| &speaker.spans)),
                "speaker_entity": speaker.and_then(|speaker| speaker.entity),
                "cue": pairs(&quote.cue),
                "frame": pairs(&quote.frame),
                "addressee": pairs(&quote.addressee),
                "confidence": quote.confidence,
            })
        })
        .collect();
    let entities: Vec<Value> = analysis
        .entities
        .iter()
        .map(|entity| {
            let names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
            json!({
                "id": entity.id,
                "type": match entity.kind {
                    EntityKind::Person => "person",
                    EntityKind::Organisation => "organisation",
                    EntityKind::Place => "place",
                    EntityKind::Other => "other",
                },
                "name": entity.name,
                "role": entity.role,
                "mentions": names.map(|mention| [mention.start, mention.end]).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "id": id, "quotes": quotes, "entities": entities })
}

fn pairs(spans: &[Span]) -> Vec<[u32; 2]> {
    spans.iter().map(|span| [span.start, span.end]).collect()
}
