//! Reads the annotated corpora (formats: the README beside them).

use crate::marked;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// Half-open, in code points of the article's text.
pub type Range = (usize, usize);

/// An annotated article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    pub id: String,
    pub text: String,
    pub tokens: Vec<Range>,
    /// Token indices; only in the published corpus.
    pub sentences: Vec<Range>,
    pub quotes: Vec<Quote>,
    pub entities: Vec<Entity>,
    /// The entity behind each quotation's speaker: an id, several, or none.
    pub quote_speakers: Vec<Ids>,
    pub genre: String,
    pub clutter: Vec<(usize, usize, String)>,
    pub marks: Vec<(usize, usize, String)>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    #[serde(rename = "type")]
    pub kind: String,
    pub quote: Vec<Range>,
    pub speaker: Vec<Range>,
    pub cue: Vec<Range>,
    pub frame: Vec<Range>,
    pub addressee: Vec<Range>,
    pub nested: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Entity {
    pub id: u32,
    #[serde(rename = "type")]
    pub kind: String,
    pub name: String,
    pub role: Option<String>,
    pub mentions: Vec<Range>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Ids {
    One(u32),
    Many(Vec<u32>),
    #[default]
    None,
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let line =
        |(n, line): (usize, &str)| serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), n + 1));
    text.lines().filter(|line| !line.trim().is_empty()).enumerate().map(line).collect()
}

/// Articles of `quotes/NAME.jsonl`, with the entities of `entities/NAME.jsonl` where the file has them.
pub fn news(corpora: &Path, name: &str) -> Result<Vec<Article>, String> {
    let mut articles: Vec<Article> = lines(&corpora.join(format!("quotes/{name}.jsonl")))?;
    let entities: Vec<Article> = lines(&corpora.join(format!("entities/{name}.jsonl")))?;
    let mut entities: HashMap<String, Article> = entities.into_iter().map(|article| (article.id.clone(), article)).collect();
    for article in &mut articles {
        if let Some(found) = entities.remove(&article.id) {
            article.entities = found.entities;
            article.quote_speakers = found.quote_speakers;
        }
    }
    Ok(articles)
}

/// The articles of `written/train.jsonl`.
pub fn written(corpora: &Path) -> Result<Vec<Article>, String> {
    lines(&corpora.join("written/train.jsonl"))
}

/// Sources of the articles that train names and quotations (see [`Article::source`]).
pub const SOURCES: [&str; 3] = ["news", "written", "models"];

impl Article {
    /// Where it comes from: of [`SOURCES`], by genre.
    pub fn source(&self) -> &'static str {
        match self.genre.as_str() {
            "" => "news",
            "wire" | "paper" => "models",
            _ => "written",
        }
    }
}

/// All articles that train names and quotations, in a fixed order.
pub fn training(corpora: &Path) -> Result<Vec<Article>, String> {
    Ok([news(corpora, "train")?, written(corpora)?, marked::articles(Path::new("models/articles"))?].concat())
}

/// Sentences of tab-separated tokens, a blank line between them; one row of columns a token.
pub fn table(path: &Path) -> Result<Vec<Vec<Vec<String>>>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut sentences = vec![Vec::new()];
    for line in text.lines() {
        if line.is_empty() {
            sentences.push(Vec::new());
        } else if let Some(sentence) = sentences.last_mut() {
            sentence.push(line.split('\t').map(str::to_owned).collect());
        }
    }
    sentences.retain(|sentence: &Vec<Vec<String>>| !sentence.is_empty());
    Ok(sentences)
}

/// Byte offset of every code point of `text`, and its length at the end.
pub fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}
