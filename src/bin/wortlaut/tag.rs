//! Parts of speech of given tokens.

use std::fs;
use std::io::{self, BufWriter, Write};
use wortlaut::Models;
use wortlaut::tagging::{Tagger, Tagging};

/// Reads a token a line, a blank line between sentences; prints token, tab, part of speech.
pub fn tag(file: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut tagger = Tagger::new(Models::embedded());
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for (number, sentence) in lines.split(|line| line.is_empty()).enumerate() {
        let mut found = Tagging::default();
        tagger.tag(sentence, &mut found);
        let rows = sentence.iter().zip(&found.tags).map(|(word, tag)| format!("{word}\t{}\n", tag.pos.name()));
        let gap = if number == 0 { "" } else { "\n" };
        write!(out, "{gap}{}", rows.collect::<String>()).map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}
