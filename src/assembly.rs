//! The last stage: results of all others become the public [`Analysis`], positions in the caller's unit.

use crate::Options;
use crate::analysis::*;
use crate::entities::Entity as Gathered;
use crate::order;
use crate::parts::{Findings, Placed};
use crate::reading::Reading;
use crate::span::{Offsets, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// Maps token runs and cleaned bytes to positions of the pasted text.
struct Mapper<'a> {
    reading: &'a Reading<'a>,
    offsets: Offsets<'a>,
}

impl Mapper<'_> {
    fn span(&self, span: Span) -> Span {
        self.offsets.span(self.reading.clean.original(span))
    }

    fn run(&self, tokens: &Range<usize>) -> Span {
        self.span(self.reading.span(tokens))
    }

    fn runs(&self, placed: &Placed, runs: &[Range<usize>]) -> Vec<Span> {
        runs.iter().map(|tokens| self.run(&placed.tokens(tokens))).collect()
    }
}

/// Puts the public value together. `text` is the pasted text.
#[inline(never)]
pub fn assemble(text: &str, reading: &Reading, entities: &[Gathered], findings: &Findings, options: &Options) -> Analysis {
    let map = Mapper { reading, offsets: Offsets::new(text, options.unit) };
    let blocks = reading
        .clean
        .blocks
        .iter()
        .map(|block| {
            let Span { start, end } = map.span(block.span);
            Block { start, end, kind: block.kind, why: block.why }
        })
        .collect();
    let sentences = reading.sentences.iter().map(|sentence| map.run(&sentence.tokens)).collect();
    let quotes = findings.quotes().enumerate().map(|(id, placed)| quote(&map, id, &placed)).collect();
    let marks = findings.marks().map(|(tokens, kind)| {
        let Span { start, end } = map.run(&tokens);
        Mark { start, end, kind }
    });
    let marks = marks.collect();
    let voices = voices(findings, entities.len());
    let entities = summary(&map, entities, &voices);
    Analysis { schema: SCHEMA, language: "de", blocks, sentences, entities, quotes, marks, voices }
}

fn quote(map: &Mapper, id: usize, placed: &Placed) -> Quote {
    let Placed { quote, attribution, .. } = placed;
    let why = attribution.why.iter().map(|(rule, tokens)| Reason { rule, spans: map.runs(placed, std::slice::from_ref(tokens)) });
    Quote {
        id: id as u32,
        kind: quote.kind,
        spans: map.runs(placed, &quote.pieces),
        inside: placed.inside().map(|outer| outer as u32),
        speaker: attribution.how.map(|how| Speaker {
            spans: map.runs(placed, &attribution.speaker),
            entity: placed.entity(),
            how,
        }),
        cue: map.runs(placed, &attribution.cue),
        frame: map.runs(placed, &attribution.frame),
        addressee: map.runs(placed, &attribution.addressee),
        confidence: quote.confidence,
        why: std::iter::once(Reason { rule: quote.rule, spans: Vec::new() }).chain(why).collect(),
    }
}

fn summary(map: &Mapper, entities: &[Gathered], voices: &[Voice]) -> Vec<Entity> {
    let mut shares = vec![0.0; entities.len()];
    for voice in voices {
        if let Some(id) = voice.entity {
            shares[id as usize] = voice.share;
        }
    }
    let mut out: Vec<Entity> = entities
        .iter()
        .enumerate()
        .map(|(id, entity)| {
            let mut aliases: Vec<String> = Vec::new();
            let mut known = BTreeSet::from([entity.name.as_str()]);
            for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
                let words = map.reading.words(&mention.tokens);
                if known.insert(words) {
                    aliases.push(words.to_owned());
                }
            }
            let mentions = entity.mentions.iter().map(|mention| {
                let Span { start, end } = map.run(&mention.tokens);
                Mention { start, end, form: mention.form }
            });
            Entity {
                id: id as u32,
                kind: entity.kind,
                name: entity.name.clone(),
                role: entity.role.clone(),
                age: entity.age,
                party: entity.party.clone(),
                aliases,
                salience: salience(map.reading, entity, shares[id]),
                mentions: mentions.collect(),
            }
        })
        .collect();
    order::sort_by_key(&mut out, |entity| !order::of_float(entity.salience));
    out
}

/// How central an entity is: mentions (fewer and fewer points each), naming in the first blocks, share of the words spoken.
fn salience(reading: &Reading, entity: &Gathered, spoken: f32) -> f32 {
    let mentions = entity.mentions.len() as f32;
    let first = entity.mentions.first().map_or(usize::MAX, |mention| mention.tokens.start);
    let early = reading.sentences.iter().take(3).any(|sentence| sentence.tokens.contains(&first));
    let points = mentions / (mentions + 4.0) + if early { 0.3 } else { 0.0 } + 0.3 * spoken;
    (points / 1.6).min(1.0)
}

/// Quoted words by speaker, of so many entities; a word in a quotation within a quotation counts once, for the outer speaker.
fn voices(findings: &Findings, entities: usize) -> Vec<Voice> {
    let mut out: Vec<Voice> = Vec::new();
    // place of each entity's voice, of nobody's behind them
    let mut places: Vec<Option<usize>> = vec![None; entities + 1];
    for placed in findings.quotes().filter(|placed| placed.quote.inside.is_none()) {
        let entity = placed.entity();
        let place = *places[entity.map_or(entities, |entity| entity as usize)].get_or_insert_with(|| {
            out.push(Voice { entity, quotes: 0, words: 0, share: 0.0 });
            out.len() - 1
        });
        out[place].quotes += 1;
        out[place].words += placed.quote.size() as u32;
    }
    let all: u32 = out.iter().map(|voice| voice.words).sum();
    for voice in &mut out {
        voice.share = voice.words as f32 / all.max(1) as f32;
    }
    order::sort_by_key(&mut out, |voice| !u64::from(voice.words));
    out
}
