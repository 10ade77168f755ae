//! Trains the models in `models/` from the corpora, with the stages' own feature code.

mod corpora;
mod crf;

fn main() {}
