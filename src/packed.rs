//! The public value as numbers and words: what a thread hands to another faster than objects. `www/packed.js` reads it.

use crate::analysis::{Analysis, Block, Entity, Mark, Mention, Quote, Reason, Voice};
use crate::span::Span;

/// An [`Analysis`] without its names of fields: lists by their length, then their items; what may be missing by its number
/// plus one, else 0; decimals by their bits.
pub struct Packed {
    /// All but strings, in the order of the fields, the rules' names by their places.
    pub numbers: Vec<u32>,
    /// Strings in the order of the fields, then the names of the rules, [`END`] behind each.
    pub words: String,
    rules: Vec<&'static str>,
}

/// Behind each string; in none, since the cleaned text has no NUL.
const END: char = '\0';

impl Packed {
    /// Packs an analysis.
    pub fn new(analysis: &Analysis) -> Packed {
        let mut out = Packed { numbers: Vec::new(), words: String::new(), rules: Vec::new() };
        // nearly all at once: a list that grows leaves its former places behind, in wasm for good
        out.numbers.reserve(
            4 * analysis.blocks.len() + 2 * analysis.sentences.len() + 16 * analysis.entities.len() + 36 * analysis.quotes.len(),
        );
        out.list(&analysis.blocks, |out, &Block { start, end, kind, why }| {
            out.numbers.extend([start, end, kind as u32, optional(why.map(|why| why as u32))]);
        });
        out.spans(&analysis.sentences);
        out.list(&analysis.entities, Packed::entity);
        out.list(&analysis.quotes, Packed::quote);
        out.list(&analysis.marks, |out, &Mark { start, end, kind }| out.numbers.extend([start, end, kind as u32]));
        out.list(&analysis.voices, |out, &Voice { entity, quotes, words, share }| {
            out.numbers.extend([optional(entity), quotes, words, share.to_bits()]);
        });
        std::mem::take(&mut out.rules).into_iter().for_each(|rule| out.string(rule));
        out
    }

    fn list<T>(&mut self, items: &[T], mut put: impl FnMut(&mut Packed, &T)) {
        self.numbers.push(items.len() as u32);
        items.iter().for_each(|item| put(self, item));
    }

    fn spans(&mut self, spans: &[Span]) {
        self.list(spans, |out, &Span { start, end }| out.numbers.extend([start, end]));
    }

    fn string(&mut self, words: &str) {
        self.words.push_str(words);
        self.words.push(END);
    }

    fn entity(&mut self, entity: &Entity) {
        let strings = [&entity.role, &entity.party];
        self.numbers.extend([entity.id, entity.kind as u32]);
        self.string(&entity.name);
        self.numbers.extend(strings.map(|it| u32::from(it.is_some())));
        strings.into_iter().flatten().for_each(|words| self.string(words));
        self.numbers.push(optional(entity.age));
        self.list(&entity.aliases, |out, alias| out.string(alias));
        self.numbers.push(entity.salience.to_bits());
        self.list(&entity.mentions, |out, &Mention { start, end, form }| out.numbers.extend([start, end, form as u32]));
    }

    fn quote(&mut self, quote: &Quote) {
        self.numbers.push(quote.kind as u32);
        self.spans(&quote.spans);
        self.numbers.extend([optional(quote.inside), optional(quote.speaker.as_ref().map(|speaker| speaker.how as u32))]);
        if let Some(speaker) = &quote.speaker {
            self.spans(&speaker.spans);
            self.numbers.push(optional(speaker.entity));
        }
        [&quote.cue, &quote.frame, &quote.addressee].into_iter().for_each(|spans| self.spans(spans));
        self.numbers.push(quote.confidence.to_bits());
        self.list(&quote.why, |out, Reason { rule, spans }| {
            let known = out.rules.iter().position(|known| known == rule);
            let place = known.unwrap_or_else(|| {
                out.rules.push(rule);
                out.rules.len() - 1
            });
            out.numbers.push(place as u32);
            out.spans(spans);
        });
    }
}

/// A number that may be missing.
fn optional(number: Option<u32>) -> u32 {
    number.map_or(0, |number| number + 1)
}
