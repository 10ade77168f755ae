//! `train tagging`: fits parts of speech on `tags/gsd-train.tsv`; `train measure-tagging` measures them.

use crate::corpora;
use crate::crf::{self, Sequence, Settings};
use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;
use wortlaut::Models;
use wortlaut::lexicon::{Classes, Lexicon};
use wortlaut::model::{Features, Model};
use wortlaut::tagging::{Look, Pos, Tagger, Tagging, features};

type Sentence = Vec<(String, Pos)>;

fn read(path: &Path) -> Result<Vec<Sentence>, String> {
    let row = |row: Vec<String>| -> Result<(String, Pos), String> {
        let pos = row.get(1).and_then(|name| Pos::from_name(name));
        Ok((row[0].clone(), pos.ok_or_else(|| format!("{}: no tag in {row:?}", path.display()))?))
    };
    let sentences = corpora::table(path)?;
    sentences.into_iter().map(|sentence| sentence.into_iter().map(row).collect()).collect()
}

/// Quantifiers that the older release tags as adjectives or pronouns, the newer one before nouns as determiners.
const QUANTIFIERS: [&str; 6] = ["ander", "viel", "wenig", "mehrer", "einig", "solch"];

/// Adjectives that as adverbs comment on the whole sentence or are particles, and so are adverbs.
const SENTENCE_ADVERBS: [&str; 34] = [
    "angeblich",
    "bekanntlich",
    "bestimmt",
    "eigentlich",
    "einfach",
    "endlich",
    "erst",
    "ganz",
    "genau",
    "gewöhnlich",
    "gleich",
    "hauptsächlich",
    "höchst",
    "lange",
    "letztlich",
    "lieber",
    "möglichst",
    "mutmaßlich",
    "natürlich",
    "nämlich",
    "offenbar",
    "offensichtlich",
    "schließlich",
    "schlicht",
    "sicherlich",
    "tatsächlich",
    "ursprünglich",
    "vermutlich",
    "voraussichtlich",
    "wahrscheinlich",
    "weiter",
    "wirklich",
    "ziemlich",
    "zumeist",
];

/// Titles before a name, which are nouns.
const TITLES: [&str; 8] = ["Herr", "Herrn", "Frau", "Doktor", "Dr.", "Dr", "Prof.", "Professor"];

/// Draws the lines of the newer release, by its guidelines: possessives, demonstratives and quantifiers before a noun are
/// determiners; an adjective is one also where it is used as an adverb, unless it comments on the sentence; "doch" and
/// "aber" before the first part of a main clause are conjunctions, titles are nouns, "dafür" is an adverb, and auxiliaries
/// are only "haben", "sein", "werden" and modal verbs.
fn redraw(sentences: &mut [Sentence], lexicon: &Lexicon) {
    for sentence in sentences {
        for at in 0..sentence.len() {
            let (word, pos) = &sentence[at];
            let lower = word.to_lowercase();
            let classes = lexicon.find(&lower).classes;
            let quantifier = QUANTIFIERS.iter().any(|stem| lower.starts_with(stem)) && lower.len() < 10;
            let possible = matches!(pos, Pos::Pron) && classes.any(Classes::PRONOUN) || quantifier && matches!(pos, Pos::Adj);
            let personal = Classes::PRONOUN_PERSONAL | Classes::PRONOUN_REFLEXIVE;
            if possible && (!classes.any(personal) || classes.has(Classes::PRONOUN_POSSESSIVE)) {
                let next = sentence[at + 1..].iter().find(|(_, pos)| !matches!(pos, Pos::Adj | Pos::Num | Pos::Det));
                if next.is_some_and(|(_, pos)| matches!(pos, Pos::Noun | Pos::Propn)) {
                    sentence[at].1 = Pos::Det;
                }
            } else if *pos == Pos::Aux && !classes.any(Classes::AUXILIARY | Classes::MODAL) {
                sentence[at].1 = Pos::Verb;
            } else if *pos == Pos::Pron && classes.has(Classes::ADVERB_PRONOMINAL) && !classes.any(Classes::PRONOUN) {
                sentence[at].1 = Pos::Adv;
            } else if *pos == Pos::Propn && TITLES.contains(&word.as_str()) {
                sentence[at].1 = Pos::Noun;
            } else if *pos == Pos::Adv
                && ["doch", "aber", "denn"].contains(&lower.as_str())
                && (at == 0 || sentence[at - 1].1 == Pos::Punct)
                && sentence.get(at + 1).is_some_and(|(_, next)| !matches!(next, Pos::Verb | Pos::Aux | Pos::Punct))
            {
                sentence[at].1 = Pos::Cconj;
            } else {
                let ordinal = word.strip_suffix('.').is_some_and(is_number);
                let adverbial =
                    *pos == Pos::Adv && classes.has(Classes::PREDICATIVE) && !classes.any(Classes::ADVERB | Classes::PREFIX);
                if ordinal || adverbial && !is_adverb(&lower) {
                    sentence[at].1 = Pos::Adj;
                }
            }
        }
    }
}

/// Whether an uninflected adjective is an adverb where it is used as one.
fn is_adverb(lower: &str) -> bool {
    SENTENCE_ADVERBS.contains(&lower) || ["weise", "mal", "mals"].iter().any(|ending| lower.ends_with(ending))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The sentence with its hyphen compounds and ordinals in one token each, as this crate reads them ("US-Präsident",
/// "3."); nothing where it has none. The corpus has the hyphen and the point apart.
fn joined(sentence: &Sentence) -> Option<Sentence> {
    let mut out: Sentence = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let (word, pos) = &sentence[at];
        let content = |pos: &Pos| matches!(pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::X);
        match (out.last_mut(), sentence.get(at + 1)) {
            (Some((last, last_pos)), Some((next, next_pos))) if word == "-" && content(last_pos) && content(next_pos) => {
                last.push('-');
                last.push_str(next);
                *last_pos = *next_pos;
                at += 2;
                continue;
            }
            (Some((last, _)), Some((next, _))) if word == "-" && ["und", "oder", "bzw."].contains(&next.as_str()) => {
                last.push('-')
            }
            (Some((last, last_pos)), Some(_)) if word == "." && is_number(last) && last.len() < 3 => {
                last.push('.');
                *last_pos = Pos::Adj;
            }
            _ => out.push((word.clone(), *pos)),
        }
        at += 1;
    }
    (out.len() < sentence.len()).then_some(out)
}

fn sequence(sentence: &Sentence, lexicon: &Lexicon) -> Sequence {
    let looks: Vec<Look> = sentence.iter().enumerate().map(|(at, (word, _))| Look::new(word, at == 0, lexicon)).collect();
    let mut features = Features::default();
    features::write(&looks, &mut features);
    Sequence { features, labels: sentence.iter().map(|(_, pos)| *pos as u8).collect() }
}

const SETTINGS: Settings = Settings { epochs: 10, alpha: 0.1, l1: 3.0, l2: 0.5, min_count: 2 };

/// Steps of a weight on either side of zero. Coarse ones cost little: with 127, 32 and 16 steps the held-out accuracy of one
/// and the same model was 0.9650, 0.9646 and 0.9642, its bytes after brotli 360, 249 and 161 kB.
const STEPS: u8 = 20;

fn fit(sentences: &[Sentence], lexicon: &Lexicon, settings: Settings) -> Vec<u8> {
    let joined: Vec<Sentence> = sentences.iter().filter_map(joined).collect();
    let sequences: Vec<Sequence> = sentences.iter().chain(&joined).map(|sentence| sequence(sentence, lexicon)).collect();
    crf::fit_averaged(&sequences, Pos::ALL.len(), settings).pack_in_steps(4.0, STEPS)
}

/// The packed model.
pub fn pack(corpora: &Path) -> Result<Vec<u8>, String> {
    let mut sentences = read(&corpora.join("tags/gsd-train.tsv"))?;
    let lexicon = &Models::embedded().lexicon;
    redraw(&mut sentences, lexicon);
    Ok(fit(&sentences, lexicon, SETTINGS))
}

/// Fits on nine tenths of the training sentences and measures the last: for choosing features and settings.
pub fn hold_out(corpora: &Path) -> Result<(), String> {
    let mut sentences = read(&corpora.join("tags/gsd-train.tsv"))?;
    let mut models = Models::embedded().clone();
    redraw(&mut sentences, &models.lexicon);
    let (train, test) = sentences.split_at(sentences.len() / 10 * 9);
    let known: HashSet<String> = train.iter().flatten().map(|(word, _)| word.clone()).collect();
    let start = Instant::now();
    let bytes = fit(train, &models.lexicon, SETTINGS);
    println!("{SETTINGS:?}: {} bytes, {:.0} s", bytes.len(), start.elapsed().as_secs_f32());
    models.tags = Model::parse(&bytes).map_err(|error| error.to_string())?;
    report("held-out tenth of gsd-train", test, &known, &models, false);
    report("gsd-dev", &read(&corpora.join("tags/gsd-dev.tsv"))?, &known, &models, false);
    Ok(())
}

/// Measures the packed model.
pub fn measure(corpora: &Path, errors: bool) -> Result<(), String> {
    let train = read(&corpora.join("tags/gsd-train.tsv"))?;
    let known: HashSet<String> = train.iter().flatten().map(|(word, _)| word.clone()).collect();
    let dev = read(&corpora.join("tags/gsd-dev.tsv"))?;
    report("gsd-dev", &dev, &known, Models::embedded(), errors);
    speed(&train, Models::embedded());
    for part in ["tags", "lexicon"] {
        println!("{part}: {} bytes", Models::embedded_part(part).map_or(0, <[u8]>::len));
    }
    Ok(())
}

fn words(sentence: &Sentence) -> Vec<&str> {
    sentence.iter().map(|(word, _)| word.as_str()).collect()
}

fn speed(sentences: &[Sentence], models: &Models) {
    let mut tagger = Tagger::new(models);
    let words: Vec<Vec<&str>> = sentences.iter().map(|sentence| words(sentence)).collect();
    let mut out = Tagging::default();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let start = Instant::now();
    for sentence in &words {
        tagger.tag(sentence, &mut out);
    }
    println!("{:.0} tokens a second", tokens as f64 / start.elapsed().as_secs_f64());
}

fn report(name: &str, sentences: &[Sentence], known: &HashSet<String>, models: &Models, errors: bool) {
    let same = |a: Pos, b: Pos| a == b || matches!((a, b), (Pos::Det, Pos::Pron) | (Pos::Pron, Pos::Det));
    let mut tagger = Tagger::new(models);
    let (mut all, mut right, mut strict) = (0, 0, 0);
    let (mut unseen, mut unseen_right) = (0, 0);
    let mut confusion = std::collections::BTreeMap::<(&str, &str), Vec<String>>::new();
    for sentence in sentences {
        let mut out = Tagging::default();
        tagger.tag(&words(sentence), &mut out);
        for (at, ((word, gold), tag)) in sentence.iter().zip(&out.tags).enumerate() {
            all += 1;
            right += usize::from(same(*gold, tag.pos));
            strict += usize::from(*gold == tag.pos);
            if !known.contains(word) {
                unseen += 1;
                unseen_right += usize::from(same(*gold, tag.pos));
            }
            if errors && !same(*gold, tag.pos) {
                let context = words(sentence)[at.saturating_sub(3)..(at + 4).min(sentence.len())].join(" ");
                confusion.entry((gold.name(), tag.pos.name())).or_default().push(format!("{word}\t{context}"));
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "{name}: {all} tokens, accuracy {:.4} with DET and PRON as one ({:.4} apart); {unseen} unknown words {:.4}",
        share(right, all),
        share(strict, all),
        share(unseen_right, unseen)
    );
    let mut confusion: Vec<_> = confusion.into_iter().collect();
    confusion.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    for ((gold, found), places) in confusion {
        println!("{} {gold} tagged {found}", places.len());
        places.iter().for_each(|place| println!("\t{place}"));
    }
}
