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

/// All that was found in a text, to be read in the order of the public value.
pub struct Assembly<'a> {
    reading: &'a Reading<'a>,
    offsets: Offsets<'a>,
    entities: &'a [Gathered],
    findings: &'a Findings<'a>,
    /// Who is heard how much, loudest first.
    pub voices: Vec<Voice>,
}

impl<'a> Assembly<'a> {
    /// Puts the results together. `text` is the pasted text.
    #[inline(never)]
    pub fn new(
        text: &'a str,
        reading: &'a Reading<'a>,
        entities: &'a [Gathered],
        findings: &'a Findings<'a>,
        options: &Options,
    ) -> Assembly<'a> {
        let voices = voices(findings, entities.len());
        Assembly { reading, offsets: Offsets::new(text, options.unit), entities, findings, voices }
    }

    /// The public value.
    #[inline(never)]
    pub fn analysis(&self) -> Analysis {
        Analysis {
            schema: SCHEMA,
            language: "de",
            blocks: self.blocks().collect(),
            sentences: self.sentences().collect(),
            entities: self.entities().into_iter().map(|(id, entity, salience)| self.entity(id, entity, salience)).collect(),
            quotes: self.quotes().enumerate().map(|(id, placed)| self.quote(id, &placed)).collect(),
            marks: self.marks().collect(),
            voices: self.voices.clone(),
        }
    }

    /// Its blocks.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block> {
        self.reading.clean.blocks.iter().map(|block| {
            let Span { start, end } = self.span(block.span);
            Block { start, end, kind: block.kind, why: block.why }
        })
    }

    /// Its sentences.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Span> {
        self.reading.sentences.iter().map(|sentence| self.run(&sentence.tokens))
    }

    /// Marks that quote nobody.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.findings.marks().map(|(tokens, kind)| {
            let Span { start, end } = self.run(&tokens);
            Mark { start, end, kind }
        })
    }

    /// The quotations, in order.
    pub fn quotes(&self) -> impl Iterator<Item = Placed<'_>> {
        self.findings.quotes()
    }

    /// Runs of tokens of a quotation's part.
    pub fn runs(&self, placed: &Placed, runs: &[Range<usize>]) -> impl ExactSizeIterator<Item = Span> {
        runs.iter().map(|tokens| self.run(&placed.tokens(tokens)))
    }

    /// The entities with their numbers and how central they are, most central first.
    pub fn entities(&self) -> Vec<(usize, &'a Gathered, f32)> {
        let mut shares = vec![0.0; self.entities.len()];
        for voice in &self.voices {
            if let Some(id) = voice.entity {
                shares[id as usize] = voice.share;
            }
        }
        let salience = |(id, entity)| (id, entity, salience(self.reading, entity, shares[id]));
        let mut out: Vec<_> = self.entities.iter().enumerate().map(salience).collect();
        order::sort_by_key(&mut out, |&(_, _, salience)| !order::of_float(salience));
        out
    }

    /// Other forms of an entity's name.
    pub fn aliases(&self, entity: &Gathered) -> Vec<&'a str> {
        let mut aliases = Vec::new();
        let mut known = BTreeSet::new();
        for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
            let words = self.reading.words(&mention.tokens);
            if words != entity.name && known.insert(words) {
                aliases.push(words);
            }
        }
        aliases
    }

    /// Where the text refers to an entity.
    pub fn mentions(&self, entity: &Gathered) -> impl ExactSizeIterator<Item = Mention> {
        entity.mentions.iter().map(|mention| {
            let Span { start, end } = self.run(&mention.tokens);
            Mention { start, end, form: mention.form }
        })
    }

    /// What the cleaned text's bytes are in the pasted text, in the caller's unit.
    fn span(&self, span: Span) -> Span {
        self.offsets.span(self.reading.clean.original(span))
    }

    fn run(&self, tokens: &Range<usize>) -> Span {
        self.span(self.reading.span(tokens))
    }

    fn quote(&self, id: usize, placed: &Placed) -> Quote {
        let Placed { quote, attribution, .. } = placed;
        let runs = |runs: &[Range<usize>]| self.runs(placed, runs).collect::<Vec<_>>();
        let why = attribution.why.iter().map(|(rule, tokens)| Reason { rule, spans: runs(std::slice::from_ref(tokens)) });
        Quote {
            id: id as u32,
            kind: quote.kind,
            spans: runs(&quote.pieces),
            inside: placed.inside().map(|outer| outer as u32),
            speaker: attribution.how.map(|how| Speaker { spans: runs(&attribution.speaker), entity: placed.entity(), how }),
            cue: runs(&attribution.cue),
            frame: runs(&attribution.frame),
            addressee: runs(&attribution.addressee),
            confidence: quote.confidence,
            why: std::iter::once(Reason { rule: quote.rule, spans: Vec::new() }).chain(why).collect(),
        }
    }

    fn entity(&self, id: usize, entity: &Gathered, salience: f32) -> Entity {
        Entity {
            id: id as u32,
            kind: entity.kind,
            name: entity.name.clone(),
            role: entity.role.clone(),
            age: entity.age,
            party: entity.party.clone(),
            aliases: self.aliases(entity).into_iter().map(str::to_owned).collect(),
            salience,
            mentions: self.mentions(entity).collect(),
        }
    }
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
