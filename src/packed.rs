//! The public value as numbers and words: what a thread hands to another faster than objects. `www/packed.js` reads it.

use crate::analysis::{Block, Mark, Mention, Voice};
use crate::assembly::Assembly;
use crate::entities::Entity;
use crate::parts::Placed;
use crate::span::Span;

/// An [`Analysis`](crate::Analysis) without its names of fields: lists by their length, then their items; what may be missing by its number
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
    /// Packs what was found.
    pub fn new(found: &Assembly) -> Packed {
        let mut out = Packed { numbers: Vec::new(), words: String::new(), rules: Vec::new() };
        let (blocks, sentences, entities) = (found.blocks(), found.sentences(), found.entities());
        let quotes = found.quotes().count();
        // nearly all at once: a list that grows leaves its former places behind, in wasm for good
        out.numbers.reserve(4 * blocks.len() + 2 * sentences.len() + 16 * entities.len() + 36 * quotes);
        out.list(blocks, |out, Block { start, end, kind, why }| {
            out.numbers.extend([start, end, kind as u32, optional(why.map(|why| why as u32))]);
        });
        out.spans(sentences);
        out.list(entities.into_iter(), |out, (id, entity, salience)| out.entity(found, id, entity, salience));
        out.numbers.push(quotes as u32);
        found.quotes().for_each(|placed| out.quote(found, &placed));
        let marks: Vec<Mark> = found.marks().collect();
        out.list(marks.into_iter(), |out, Mark { start, end, kind }| out.numbers.extend([start, end, kind as u32]));
        out.list(found.voices.iter(), |out, &Voice { entity, quotes, words, share }| {
            out.numbers.extend([optional(entity), quotes, words, share.to_bits()]);
        });
        std::mem::take(&mut out.rules).into_iter().for_each(|rule| out.string(rule));
        out
    }

    fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut put: impl FnMut(&mut Packed, T)) {
        self.numbers.push(items.len() as u32);
        items.for_each(|item| put(self, item));
    }

    fn spans(&mut self, spans: impl ExactSizeIterator<Item = Span>) {
        self.list(spans, |out, Span { start, end }| out.numbers.extend([start, end]));
    }

    fn string(&mut self, words: &str) {
        self.words.push_str(words);
        self.words.push(END);
    }

    fn entity(&mut self, found: &Assembly, id: usize, entity: &Entity, salience: f32) {
        let strings = [&entity.role, &entity.party];
        self.numbers.extend([id as u32, entity.kind as u32]);
        self.string(&entity.name);
        self.numbers.extend(strings.map(|it| u32::from(it.is_some())));
        strings.into_iter().flatten().for_each(|words| self.string(words));
        self.numbers.push(optional(entity.age));
        self.list(found.aliases(entity).into_iter(), Packed::string);
        self.numbers.push(salience.to_bits());
        self.list(found.mentions(entity), |out, Mention { start, end, form }| out.numbers.extend([start, end, form as u32]));
    }

    fn quote(&mut self, found: &Assembly, placed: &Placed) {
        let Placed { quote, attribution, .. } = placed;
        self.numbers.push(quote.kind as u32);
        self.spans(found.runs(placed, &quote.pieces));
        let inside = placed.inside().map(|outer| outer as u32);
        self.numbers.extend([optional(inside), optional(attribution.how.map(|how| how as u32))]);
        if attribution.how.is_some() {
            self.spans(found.runs(placed, &attribution.speaker));
            self.numbers.push(optional(placed.entity()));
        }
        for runs in [&attribution.cue, &attribution.frame, &attribution.addressee] {
            self.spans(found.runs(placed, runs));
        }
        self.numbers.push(quote.confidence.to_bits());
        self.numbers.push(attribution.why.len() as u32 + 1);
        self.reason(quote.rule);
        self.numbers.push(0);
        for (rule, tokens) in &attribution.why {
            self.reason(rule);
            self.spans(found.runs(placed, std::slice::from_ref(tokens)));
        }
    }

    /// The place of a rule's name among all.
    fn reason(&mut self, rule: &'static str) {
        let known = self.rules.iter().position(|known| *known == rule);
        let place = known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        });
        self.numbers.push(place as u32);
    }
}

/// A number that may be missing.
fn optional(number: Option<u32>) -> u32 {
    number.map_or(0, |number| number + 1)
}
