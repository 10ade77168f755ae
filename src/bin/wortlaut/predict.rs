//! Predictions for a whole file of articles, for measuring.

use serde_json::Value;
use std::io::{BufRead, BufWriter, Write};
use std::{fs, io};
use wortlaut::prediction::prediction;
use wortlaut::{Options, Unit, analyse};

/// Prints a line of quotations and entities for every line with `id` and `text`, positions in code points.
pub fn predict(file: &str) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{file}: {error}");
    let input = io::BufReader::new(fs::File::open(file).map_err(|error| failed(&error))?);
    let mut out = BufWriter::new(io::stdout().lock());
    for line in input.lines() {
        let line = line.map_err(|error| failed(&error))?;
        if line.trim().is_empty() {
            continue;
        }
        let article: Value = serde_json::from_str(&line).map_err(|error| failed(&error))?;
        let text = article["text"].as_str().ok_or_else(|| failed(&"a line without \"text\""))?;
        let options = Options { unit: Unit::CodePoints, ..Options::default() };
        let analysis = analyse(text, &options).map_err(|error| failed(&error))?;
        writeln!(out, "{}", prediction(&article["id"], &analysis)).map_err(|error| failed(&error))?;
    }
    out.flush().map_err(|error| failed(&error))
}
