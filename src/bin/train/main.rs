//! Trains the models in `models/` from the corpora, with the stages' own feature code, and measures single stages.

mod corpora;
mod crf;
mod reading;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: train measure-reading CORPORA [errors]     sentence, token and clutter figures of the early stages";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["measure-reading", corpora] => reading::measure(Path::new(corpora), false),
        ["measure-reading", corpora, "errors"] => reading::measure(Path::new(corpora), true),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
