//! Trains the models in `models/` from the corpora, with the stages' own feature code, and measures single stages.
//!
//! The corpora lie in the folder `corpora` of `WORTLAUT_SHARED` (default `../shared`).

mod align;
mod cores;
mod corpora;
mod crf;
mod examples;
mod inflection;
mod lexicon;
mod marked;
mod meanings;
mod names;
mod notation;
mod quotes;
mod reading;
mod reliability;
mod reporting;
mod tagging;
mod trees;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};
use wortlaut::Models;

const USAGE: &str = "usage: train lexicon                    pack the word list
       train meanings                   pack what words mean, for the packed word list
       train measure-lexicon            its coverage of running text
       train tagging                    fit parts of speech
       train measure-tagging [errors|held-out]
       train reporting                  count the reporting words
       train quotes                     fit quotations and attribution, all articles
       train measure-quotes             five folds: reliability, and predictions to target/folds
       train predict-quotes             the same by the models that `train quotes` or `measure-quotes` left there
       train measure-reading [errors]   sentence, token and clutter figures of the early stages
       train show-sentences FILE        its tokens, a sentence a line
       train show-blocks FILE           the blocks of a text and their kinds
       train names                      lists of names, models of names; those of the folds to target/folds
       train measure-names              names and entities of held-out articles";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run(words: &[&str]) -> Result<(), String> {
    let corpora = PathBuf::from(env::var("WORTLAUT_SHARED").unwrap_or_else(|_| "../shared".to_owned())).join("corpora");
    let write =
        |name: &str, bytes: &[u8]| fs::write(format!("models/{name}"), bytes).map_err(|error| format!("models/{name}: {error}"));
    match words {
        ["lexicon"] => write("lexicon.bin", &lexicon::pack(&corpora)?),
        ["meanings"] => write("meanings.bin", &meanings::pack()?),
        ["measure-lexicon"] => lexicon::measure(&corpora),
        ["tagging"] => write("tags.bin", &tagging::pack(&corpora)?),
        ["measure-tagging"] => tagging::measure(&corpora, false),
        ["measure-tagging", "errors"] => tagging::measure(&corpora, true),
        ["measure-tagging", "held-out"] => tagging::hold_out(&corpora),
        ["reporting"] => {
            let articles = corpora::training(&corpora)?;
            write("reporting.tsv", reporting::Counts::new(&articles, Models::embedded()).list(None).as_bytes())
        }
        ["quotes"] => quotes::train(&corpora),
        ["measure-quotes"] => quotes::measure(&corpora),
        ["predict-quotes"] => quotes::predict_again(&corpora),
        ["measure-reading"] => reading::measure(&corpora, false),
        ["measure-reading", "errors"] => reading::measure(&corpora, true),
        ["show-sentences", file] => reading::show_sentences(Path::new(file)),
        ["show-blocks", file] => reading::show(Path::new(file)),
        ["names"] => names::train(&corpora),
        ["measure-names"] => names::measure(&corpora),
        _ => Err(USAGE.to_owned()),
    }
}
