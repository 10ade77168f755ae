//! `train meanings`: packs the lists of what words mean, for `models/lexicon.bin` as it is.

use std::collections::HashMap;
use std::fs;
use wortlaut::lexicon::meaning::{self, MEANINGS};

/// The lists: a class, a colon, its words; a word stands once.
const LISTS: [&str; 4] = [
    include_str!("../../lexicon/meanings/people.txt"),
    include_str!("../../lexicon/meanings/bodies.txt"),
    include_str!("../../lexicon/meanings/things.txt"),
    include_str!("../../lexicon/meanings/verbs.txt"),
];

/// The packed lists.
pub fn pack() -> Result<Vec<u8>, String> {
    let words = words(&LISTS)?;
    let table = fs::read("models/lexicon.bin").map_err(|error| format!("models/lexicon.bin: {error}"))?;
    let packed = meaning::pack(&table, &words).map_err(|error| error.to_string())?;
    eprintln!("{} words", words.len());
    Ok(packed)
}

/// All words with their classes.
fn words<'a>(lists: &[&'a str]) -> Result<Vec<(&'a str, u8)>, String> {
    let mut out = Vec::new();
    let mut known: HashMap<&str, &str> = HashMap::new();
    let lines = lists.iter().flat_map(|list| list.lines());
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (class, words) = line.split_once(": ").ok_or_else(|| format!("no class: {line}"))?;
        let number = MEANINGS.iter().position(|&name| name == class).ok_or_else(|| format!("no such class: {class}"))?;
        for word in words.split(' ') {
            if let Some(other) = known.insert(word, class) {
                return Err(format!("{word} stands twice: {other} and {class}"));
            }
            out.push((word, number as u8 + 1));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        assert!(words(&LISTS).unwrap().len() > 10_000);
        assert!(words(&["person: Wirt\nthing: Wirt"]).is_err());
        assert!(words(&["persn: Wirt"]).is_err());
    }
}
