//! The command line: read one article, look into every stage, or predict for a whole file of articles.

mod inspect;
mod predict;
mod report;
mod tag;

use std::process::ExitCode;
use std::{env, fs};
use wortlaut::{Error, Options, analyse};

const USAGE: &str = "\
usage: wortlaut analyse FILE          who says what, and who and what the text is about
       wortlaut analyse --json FILE   the same as a line of JSON, positions in UTF-16
       wortlaut inspect FILE          every stage's labels under the words
       wortlaut predict FILE.jsonl    a line of quotations and entities a line with id and text
       wortlaut tag FILE              parts of speech of a file with a token a line, a blank line between sentences";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["analyse", "--json", file] => read(file, json),
        ["analyse", file] => read(file, report::report),
        ["inspect", file] => read(file, inspect::inspect),
        ["predict", file] => predict::predict(file),
        ["tag", file] => tag::tag(file),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn json(text: &str) -> Result<String, Error> {
    let analysis = analyse(text, &Options::default())?;
    Ok(serde_json::to_string(&analysis).expect("the public value is plain data") + "\n")
}

fn read(file: &str, show: impl Fn(&str) -> Result<String, Error>) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    print!("{}", show(&text).map_err(|error| format!("{file}: {error}"))?);
    Ok(())
}
