//! How far confidence can be trusted.

use crate::examples::{Prepared, matching};
use wortlaut::Models;
use wortlaut::{attribution, frames, quotes};

/// For each tenth of confidence: quotations given, found in gold, and given a speaker that is right, among those with one.
#[derive(Default)]
pub struct Reliability {
    given: [usize; 10],
    found: [usize; 10],
    speakers: [usize; 10],
    right: [usize; 10],
}

impl Reliability {
    /// Counts one article.
    pub fn add(&mut self, prepared: &Prepared, models: &Models) {
        let frames = frames::find(&prepared.looks, models);
        let quotes = quotes::find(&prepared.looks, &frames, models).quotes;
        let attributions = attribution::attribute(&prepared.looks, &frames, &prepared.entities, &quotes, models);
        let tenth = |confidence: f32| ((confidence * 10.0) as usize).min(9);
        for (quote, attribution) in quotes.iter().zip(&attributions) {
            let gold = matching(prepared, quote);
            self.given[tenth(quote.confidence)] += 1;
            self.found[tenth(quote.confidence)] += usize::from(gold.is_some());
            if let (Some(gold), Some(words)) = (gold, attribution.speaker.first()) {
                self.speakers[tenth(attribution.confidence)] += 1;
                let right = gold.speaker.iter().any(|run| run.start < words.end && words.start < run.end);
                self.right[tenth(attribution.confidence)] += usize::from(right);
            }
        }
    }

    /// Prints a line a tenth.
    pub fn print(&self, name: &str) {
        println!("{name}: confidence  quotations  found  | speakers of found ones  right");
        for tenth in 3..10 {
            let share = |part: usize, of: usize| if of == 0 { "-".to_owned() } else { format!("{:.2}", part as f64 / of as f64) };
            println!(
                "{name}: 0.{tenth}  {:5}  {}  | {:5}  {}",
                self.given[tenth],
                share(self.found[tenth], self.given[tenth]),
                self.speakers[tenth],
                share(self.right[tenth], self.speakers[tenth]),
            );
        }
    }
}
