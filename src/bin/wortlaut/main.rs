//! The command line: read one article, look into every stage, or predict for a whole file of articles.

mod inspect;
mod predict;
mod report;
mod tag;

use std::cell::RefCell;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};
use wortlaut::{Error, Memory, Models, Options, analyse, analyse_again, analyse_with};

const USAGE: &str = "\
usage: wortlaut analyse FILE          who says what, and who and what the text is about
       wortlaut analyse --json FILE   the same as a line of JSON, positions in UTF-16
       wortlaut inspect FILE          every stage's labels under the words
       wortlaut time FILE             how long one analysis takes, and another one after an edit
       wortlaut predict FILE.jsonl    a line of quotations and entities a line with id and text
       wortlaut tag FILE              parts of speech of a file with a token a line, a blank line between sentences";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["analyse", "--json", file] => read(file, json),
        ["analyse", file] => read(file, report::report),
        ["time", file] => read(file, time),
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

/// Median milliseconds of one analysis and of its stages, as JSON, and the same after an edit in the middle: at least three
/// runs, and as many as fit into a second.
fn time(text: &str) -> Result<String, Error> {
    let (median, stages) = medians(|_, go_on| analyse_with(Models::embedded(), text, &Options::default(), go_on).map(drop))?;
    let middle = text.floor_char_boundary(text.len() / 2);
    let mut memory = Memory::default();
    let (edit, edit_stages) = medians(|run, go_on| {
        let edited = format!("{}{run}{}", &text[..middle], &text[middle..]);
        analyse_again(Models::embedded(), &edited, &Options::default(), go_on, &mut memory).map(drop)
    })?;
    let out = serde_json::json!({ "median": median, "stages": stages, "edit": edit, "editStages": edit_stages });
    Ok(format!("{out}\n"))
}

/// Median milliseconds of `work`, which is told how often it has run, and between its questions whether to go on; the first
/// run does not count.
fn medians(mut work: impl FnMut(usize, &dyn Fn() -> bool) -> Result<(), Error>) -> Result<(f64, Vec<f64>), Error> {
    work(0, &|| true)?;
    let mut runs: Vec<Vec<f64>> = Vec::new();
    let begin = Instant::now();
    while runs.len() < 3 || begin.elapsed().as_secs() < 1 {
        let start = Instant::now();
        let passed = RefCell::new(Vec::new());
        let elapsed = || start.elapsed().as_secs_f64() * 1e3;
        let go_on = || {
            passed.borrow_mut().push(elapsed());
            true
        };
        work(runs.len() + 1, &go_on)?;
        let all = elapsed();
        let passed = passed.into_inner();
        let stages = passed.iter().scan(0.0, |before, &at| Some(at - std::mem::replace(before, at)));
        runs.push(std::iter::once(all).chain(stages).collect());
    }
    let median = |index: usize| {
        let mut times: Vec<f64> = runs.iter().map(|run| run[index]).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    Ok((median(0), (1..runs[0].len()).map(median).collect()))
}
