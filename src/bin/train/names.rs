//! Trains the models of the names stage, and measures names and entities by cross-validation.

mod lists;
mod scores;

use crate::cores;
use crate::corpora::{self, Article, Ids};
use crate::crf::{self, Sequence, Settings};
use scores::Scores;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use wortlaut::analysis::{EntityKind, MentionForm};
use wortlaut::clean::{self, Clean};
use wortlaut::entities;
use wortlaut::model::{Features, Model, hash};
use wortlaut::names::words::Words;
use wortlaut::names::{self, LABELS, Opinions, first_pass, guess, label, second_pass};
use wortlaut::reading::Reading;
use wortlaut::tagging::{self, Tagging};
use wortlaut::tokens::{self, Tokens};
use wortlaut::{Models, Options};

/// Folds of the cross-validation and of the jackknife.
pub const FOLDS: usize = 5;

const FIRST: Settings = Settings { epochs: 8, alpha: 0.12, l1: 0.8, l2: 0.5, min_count: 3 };
const SECOND: Settings = Settings { epochs: 6, alpha: 0.1, l1: 1.2, l2: 0.5, min_count: 3 };
/// Weight of a sentence of GermEval, whose definition of a name differs.
const GERMEVAL: f32 = 0.3;

/// An article, read as far as the names stage reads it.
struct Prepared<'a> {
    article: &'a Article,
    clean: Clean<'a>,
    tokens: Tokens,
    tagging: Tagging,
    /// The right label of every token.
    labels: Vec<u8>,
}

impl<'a> Prepared<'a> {
    fn new(article: &'a Article, models: &Models) -> Prepared<'a> {
        let clean = clean::clean(&article.text, &Options::default());
        let tokens = tokens::split(&clean);
        let tagging = tagging::read(&clean, &tokens, models);
        let offsets = corpora::byte_offsets(&article.text);
        let mut mentions: Vec<(usize, usize, EntityKind)> = Vec::new();
        for entity in &article.entities {
            let spans = entity.mentions.iter().map(|&(start, end)| (offsets[start], offsets[end], kind_of(&entity.kind)));
            mentions.extend(spans);
        }
        mentions.sort_unstable_by_key(|&(start, end, _)| (start, end));
        let mut labels = vec![0; tokens.tokens.len()];
        let mut next = 0;
        let mut inside = None;
        for (label_here, token) in labels.iter_mut().zip(&tokens.tokens) {
            let span = clean.original(token.span());
            let (start, end) = (span.start as usize, span.end as usize);
            while mentions.get(next).is_some_and(|mention| mention.1 <= start) {
                next += 1;
            }
            if let Some(&(from, _, kind)) = mentions.get(next).filter(|mention| mention.0 < end) {
                *label_here = label(kind, inside != Some(from));
                inside = Some(from);
            } else {
                inside = None;
            }
        }
        Prepared { article, clean, tokens, tagging, labels }
    }

    fn reading(&self) -> Reading<'_> {
        Reading::new(&self.clean, &self.tokens, &self.tagging)
    }
}

/// The kind as the corpora spell it.
pub fn kind_of(kind: &str) -> EntityKind {
    match kind {
        "person" => EntityKind::Person,
        "organisation" => EntityKind::Organisation,
        "place" => EntityKind::Place,
        _ => EntityKind::Other,
    }
}

/// Sentences of GermEval as articles of their own; its derived words and parts of words are no names here.
fn germeval(corpora: &Path) -> Result<Vec<Article>, String> {
    let sentences = corpora::table(&corpora.join("names/germeval2014-train.tsv"))?;
    let article = |sentence: Vec<Vec<String>>| {
        let mut article = Article::default();
        let mut at = 0;
        for row in &sentence {
            let (word, outer) = (&row[0], row.get(1).map_or("O", String::as_str));
            let length = word.chars().count();
            let kind = match outer.get(2..) {
                Some("PER") => "person",
                Some("ORG") => "organisation",
                Some("LOC") => "place",
                Some("OTH") => "other",
                _ => "",
            };
            if !kind.is_empty() {
                match article.entities.last_mut() {
                    Some(open) if outer.starts_with('I') => open.mentions[0].1 = at + length,
                    _ => article.entities.push(corpora::Entity {
                        kind: kind.to_owned(),
                        mentions: vec![(at, at + length)],
                        ..corpora::Entity::default()
                    }),
                }
            }
            article.text.push_str(word);
            article.text.push(' ');
            at += length + 1;
        }
        article
    };
    Ok(sentences.into_iter().map(article).collect())
}

/// The training sequences of one model: a sentence each.
fn sequences(prepared: &Prepared, mut build: impl FnMut(&std::ops::Range<usize>, &mut Features)) -> Vec<Sequence> {
    let sentence = |tokens: &std::ops::Range<usize>| {
        let mut features = Features::default();
        build(tokens, &mut features);
        Sequence { features, labels: prepared.labels[tokens.clone()].to_vec() }
    };
    prepared.tokens.sentences.iter().map(|s| &s.tokens).map(sentence).collect()
}

/// Everything that trains names.
struct Workshop<'a> {
    models: &'a Models,
    articles: Vec<Prepared<'a>>,
    more: Vec<Prepared<'a>>,
}

impl<'a> Workshop<'a> {
    fn new(articles: &'a [Article], more: &'a [Article], models: &'a Models) -> Workshop<'a> {
        let prepare = |articles: &'a [Article]| articles.iter().map(|article| Prepared::new(article, models)).collect();
        Workshop { models, articles: prepare(articles), more: prepare(more) }
    }

    fn outside(&self, fold: Option<usize>) -> impl Iterator<Item = &Prepared<'a>> {
        self.articles.iter().filter(move |prepared| Some(fold_of(&prepared.article.id)) != fold)
    }

    /// The first model, from the articles outside `fold`.
    fn first(&self, fold: Option<usize>) -> Vec<u8> {
        let build = |prepared: &Prepared| {
            let reading = prepared.reading();
            let words = Words::new(&reading, self.models);
            sequences(prepared, |tokens, features| first_pass(&reading, &words, tokens, features))
        };
        let mut all: Vec<Sequence> = self.outside(fold).flat_map(build).collect();
        let mut factors = vec![1.0; all.len()];
        all.extend(self.more.iter().flat_map(build));
        factors.resize(all.len(), GERMEVAL);
        crf::fit_weighted(&all, &factors, LABELS, FIRST).pack_from(CLIP, STEPS, LEAST, 24)
    }

    /// The second model, from the articles outside `fold`, each as the first model of its own fold sees it.
    fn second(&self, fold: Option<usize>, first: &[Model]) -> Vec<u8> {
        let build = |prepared: &Prepared| {
            let reading = prepared.reading();
            let words = Words::new(&reading, self.models);
            let guesses = guess(&reading, &words, &first[fold_of(&prepared.article.id)]);
            let opinions = Opinions::new(&words, &guesses);
            sequences(prepared, |tokens, features| second_pass(&reading, &words, &guesses, &opinions, tokens, features))
        };
        let all: Vec<Sequence> = self.outside(fold).flat_map(build).collect();
        crf::fit(&all, LABELS, SECOND).pack_from(CLIP, STEPS, LEAST, 24)
    }
}

/// The fold that an article is held out in.
pub fn fold_of(id: &str) -> usize {
    hash(id) as usize % FOLDS
}

/// Models whose names part has not seen an article: what later stages train on.
pub struct Folds {
    models: Vec<Models>,
}

impl Folds {
    /// Reads what `train names` left in `target/folds/`; the other parts are the built-in ones.
    pub fn load() -> Result<Folds, String> {
        let load = |fold: usize| {
            let first = read(&fold_path("names", fold))?;
            let second = read(&fold_path("names-document", fold))?;
            Models::from_parts(|name| match name {
                "names" => Some(first.as_slice()),
                "names-document" => Some(second.as_slice()),
                _ => Models::embedded_part(name),
            })
            .map_err(|error| format!("target/folds: {error}; run `train names`"))
        };
        Ok(Folds { models: (0..FOLDS).map(load).collect::<Result<_, String>>()? })
    }

    /// The models of one fold.
    pub fn fold(&self, fold: usize) -> &Models {
        &self.models[fold]
    }

    /// The same, to be changed.
    pub fn fold_mut(&mut self, fold: usize) -> &mut Models {
        &mut self.models[fold]
    }

    /// The models for an article.
    pub fn models(&self, id: &str) -> &Models {
        &self.models[fold_of(id)]
    }
}

/// Where a part of one fold is kept.
pub fn fold_path(part: &str, fold: usize) -> PathBuf {
    PathBuf::from(format!("target/folds/{part}-{fold}.bin"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    println!("{} {} bytes", path.display(), bytes.len());
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Packs the lists and trains both models, for good and for every fold.
pub fn train(corpora: &Path) -> Result<(), String> {
    let lists = lists::pack(corpora)?;
    write(Path::new("models/gazetteer.bin"), &lists)?;
    let parts = |name: &str| if name == "gazetteer" { Some(lists.as_slice()) } else { Models::embedded_part(name) };
    let models = Models::from_parts(parts).map_err(|error| error.to_string())?;
    let (articles, more) = (corpora::training(corpora)?, germeval(corpora)?);
    let workshop = Workshop::new(&articles, &more, &models);
    // all articles, then each fold's
    let sets: Vec<Option<usize>> = std::iter::once(None).chain((0..FOLDS).map(Some)).collect();
    let path = |part: &str, set: Option<usize>| match set {
        Some(fold) => fold_path(part, fold),
        None => PathBuf::from(format!("models/{part}.bin")),
    };
    let packed = cores::each(sets.iter().copied(), |set| workshop.first(set));
    sets.iter().zip(&packed).try_for_each(|(&set, bytes)| write(&path("names", set), bytes))?;
    let first: Vec<Model> =
        packed[1..].iter().map(|bytes| Model::parse(bytes)).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let packed = cores::each(sets.iter().copied(), |set| workshop.second(set, &first));
    sets.iter().zip(&packed).try_for_each(|(&set, bytes)| write(&path("names-document", set), bytes))
}

/// Prints how well names and entities of articles are found by models that have not seen them, by source and genre, and
/// leaves the predictions in `target/names-held-out.jsonl`.
pub fn measure(corpora: &Path) -> Result<(), String> {
    let folds = Folds::load()?;
    let mut rows: BTreeMap<String, Scores> = BTreeMap::new();
    let mut lines = String::new();
    let (mut finding, mut gathering, mut tokens) = (Duration::ZERO, Duration::ZERO, 0);
    let mut resolved: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for article in &corpora::training(corpora)? {
        let models = folds.models(&article.id);
        let prepared = Prepared::new(article, models);
        let reading = prepared.reading();
        let start = Instant::now();
        let named = names::find(&reading, models);
        finding += start.elapsed();
        let start = Instant::now();
        let mentions = entities::gather(&reading, &named, models);
        gathering += start.elapsed();
        tokens += reading.tokens.len();
        let found: Vec<scores::Entity> = mentions.iter().map(|entity| scores::Entity::found(entity, &reading)).collect();
        let offsets = corpora::byte_offsets(&article.text);
        let gold: Vec<scores::Entity> = article.entities.iter().map(|e| scores::Entity::gold(e, &offsets)).collect();
        for key in [article.source(), &article.genre].into_iter().filter(|key| !key.is_empty()) {
            rows.entry(key.to_owned()).or_default().add(&gold, &found);
        }
        for (form, outcome) in speakers(article, &reading, &mentions, &offsets) {
            *resolved.entry(form).or_default().entry(outcome).or_default() += 1;
        }
        lines.push_str(&scores::line(&article.id, &article.text, &found));
    }
    write(Path::new("target/names-held-out.jsonl"), lines.as_bytes())?;
    println!("{}", scores::HEAD);
    rows.iter().for_each(|(key, scores)| println!("{key:<12}{scores}"));
    let rate = |time: Duration| tokens as f64 / time.as_secs_f64() / 1000.0;
    println!("names {:.0}, entities {:.0} thousand tokens a second", rate(finding), rate(gathering));
    resolved.iter().for_each(|(form, counts)| println!("speakers by {form}: {counts:?}"));
    Ok(())
}

/// For the speaker words of every quotation: their form, and whether the entity behind them is the right one.
fn speakers(
    article: &Article,
    reading: &Reading,
    found: &[entities::Entity],
    offsets: &[usize],
) -> Vec<(&'static str, &'static str)> {
    let span = |tokens: &Range<usize>| {
        let span = reading.clean.original(reading.span(tokens));
        (span.start as usize, span.end as usize)
    };
    let mut out = Vec::new();
    for (quote, wanted) in article.quotes.iter().zip(&article.quote_speakers) {
        let Some(&(start, end)) = quote.speaker.first() else { continue };
        let (start, end) = (offsets[start], offsets[end]);
        let inside = |index: &usize| {
            let (from, to) = span(&(*index..*index + 1));
            from < end && to > start
        };
        let tokens: Vec<usize> = (0..reading.tokens.len()).filter(inside).collect();
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else { continue };
        let wanted: Vec<u32> = match wanted {
            Ids::One(id) => vec![*id],
            Ids::Many(ids) => ids.clone(),
            Ids::None => Vec::new(),
        };
        let gold = article.entities.iter().filter(|entity| wanted.contains(&entity.id));
        let mentions: Vec<(usize, usize)> =
            gold.flat_map(|entity| entity.mentions.iter().map(|&(start, end)| (offsets[start], offsets[end]))).collect();
        let named = article.entities.iter().flat_map(|entity| &entity.mentions);
        let named = named.into_iter().any(|&(from, to)| offsets[from] >= start && offsets[to] <= end);
        let pronoun = first == last && reading.word(first).chars().next().is_some_and(char::is_lowercase);
        let form = if named {
            "name"
        } else if pronoun {
            "pronoun"
        } else {
            "description"
        };
        let outcome = match entities::behind(found, &(first..last + 1)) {
            None if wanted.is_empty() => "rightly none",
            None => "missed",
            Some(_) if wanted.is_empty() => "invented",
            Some(id) => {
                let names = found[id].mentions.iter().filter(|mention| mention.form == MentionForm::Name);
                let right =
                    names.map(|mention| span(&mention.tokens)).any(|(from, to)| mentions.iter().any(|m| m.0 < to && m.1 > from));
                if right { "right" } else { "wrong" }
            }
        };
        out.push((form, outcome));
    }
    out
}

/// Weights beyond it are cut.
const CLIP: f32 = 4.0;
/// Steps of weight on either side of zero.
const STEPS: u8 = 63;
/// Weights that a feature must have to stay, and that stay: the usual ones cost a point and a half of organisations.
const LEAST: (f32, f32) = (0.04, 0.03);
