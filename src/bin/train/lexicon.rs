//! `train lexicon`: packs the Morphy word list into `models/lexicon.bin`.
//!
//! Kept are all function words, names and verbs, and those nouns and adjectives that are short or occur in the training
//! corpora, unless they would be guessed right from their last part or ending.

use crate::corpora;
use crate::inflection::{self, Form, Lexeme};
use crate::notation::reading;
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Read;
use std::path::Path;
use wortlaut::lexicon::{Classes, Lexicon, Reading, Source, VerbForms, Word};

/// Function words that the word list reads otherwise than this crate needs, in its notation.
const FUNCTION_WORDS: &str = include_str!("../../lexicon/function-words.tsv");

/// Nouns and adjectives of so many letters are kept even where the corpora lack them, since they end compounds. Bytes of
/// the table after brotli and unknown words of other news: 0 letters 95 kB, 4.18 %; 6: 100 kB, 3.98 %; 8: 108 kB, 3.91 %;
/// 10: 117 kB, 3.88 %; all 144 kB, 3.87 %.
const SHORT: usize = 8;

/// Forms that in running text belong to another, far more frequent verb ("fällt": "fallen", not "fällen").
const RARE: [(&str, &str); 8] = [
    ("fällt", "fällen"),
    ("fällst", "fällen"),
    ("getroffen", "triefen"),
    ("gedacht", "gedenken"),
    ("dachte", "dachen"),
    ("dachten", "dachen"),
    ("gedacht", "dachen"),
    ("verbracht", "verbrechen"),
];

/// How often every form stands in the training corpora.
pub type Counts = HashMap<String, u32>;

/// Counts the words of all corpora that may train.
pub fn counts(corpora: &Path) -> Result<Counts, String> {
    let mut counts = Counts::new();
    for article in corpora::news(corpora, "train")?.iter().chain(&corpora::written(corpora)?) {
        for word in words(&article.text) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    for name in ["tags/gsd-train.tsv", "names/germeval2014-train.tsv"] {
        for row in corpora::table(&corpora.join(name))?.into_iter().flatten() {
            if let Some(word) = row.into_iter().next() {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

/// Runs of letters, with inner hyphens.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphabetic() || c == '-')).map(|word| word.trim_matches('-')).filter(|word| !word.is_empty())
}

/// The packed table.
pub fn pack(corpora: &Path) -> Result<Vec<u8>, String> {
    let counts = counts(corpora)?;
    let list = List::read(&corpora.join("words/morphy-de.tsv.gz"))?;
    let (verbs, pairs) = list.verbs();
    let function = list.function_words();
    let (certain, open) = list.open_words(&counts);
    let build = |open: &[Lexeme]| {
        let all: Vec<Lexeme> = function.iter().chain(&certain).chain(&verbs).chain(open).cloned().collect();
        inflection::pack(&all, &pairs)
    };
    // what the guess gives right anyway is left out; twice, since a guess may rest on a word that the first round dropped
    let mut kept = open.clone();
    for _ in 0..2 {
        let lexicon = Lexicon::parse(&build(&kept)).map_err(|error| error.to_string())?;
        let seen = |form: &str| counts.contains_key(form);
        kept.retain(|lexeme| {
            !lexeme.forms.iter().all(|(form, reading)| guessed(&lexicon, &form.text, reading, seen(&form.text)))
        });
        let lexicon = Lexicon::parse(&build(&kept)).map_err(|error| error.to_string())?;
        for lexeme in &open {
            let wrong = |(form, reading): &(&Form, &Reading)| {
                let word = lexicon.find(&form.text);
                seen(&form.text) && !says(&word, reading)
            };
            if lexeme.forms.iter().any(|entry| wrong(&entry)) && !kept.contains(lexeme) {
                kept.push(lexeme.clone());
            }
        }
    }
    eprintln!(
        "{} function words, {} names, {} verbs, {} of {} open words",
        function.len(),
        certain.len(),
        verbs.len(),
        kept.len(),
        open.len()
    );
    Ok(build(&kept))
}

/// Whether `form` would be read as `reading` if it were not listed. Rare forms (`strict` false) may be read wider.
fn guessed(lexicon: &Lexicon, form: &str, reading: &Reading, strict: bool) -> bool {
    let word = lexicon.find_unlisted(form);
    says(&word, reading) && (!strict || word.noun.0.count_ones() <= reading.agreement.0.count_ones() + 4)
}

fn says(word: &Word, reading: &Reading) -> bool {
    let set = if reading.classes.any(Classes::ADJECTIVE | Classes::PREDICATIVE) { word.adjective } else { word.noun };
    word.source != Source::Unknown && word.classes.has(reading.classes) && set.0 & reading.agreement.0 == reading.agreement.0
}

/// Form → (lemma → analyses).
struct List {
    lexemes: BTreeMap<(String, String), BTreeMap<String, Vec<String>>>,
}

impl List {
    fn read(path: &Path) -> Result<List, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut text = String::new();
        GzDecoder::new(fs::File::open(path).map_err(failed)?).read_to_string(&mut text).map_err(failed)?;
        let own: BTreeSet<&str> = function_lines().map(|(form, _)| form).collect();
        let mut lexemes: BTreeMap<(String, String), BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for line in text.lines() {
            let mut columns = line.split('\t');
            let (Some(form), Some(lemma), Some(analyses)) = (columns.next(), columns.next(), columns.next()) else { continue };
            if form.chars().any(|c| !(c.is_alphabetic() || c == '.' || c == '-')) || form == "-" {
                continue;
            }
            for analysis in analyses.split('|') {
                let kind = analysis.split(':').next().unwrap_or_default();
                let kind = match kind {
                    "SUB" | "EIG" | "VER" | "ADJ" | "PA1" | "PA2" => kind,
                    _ if own.contains(form) => continue,
                    _ => "FUN",
                };
                // capitalised infinitives are read as nouns by rule
                let capital = form.starts_with(char::is_uppercase);
                if kind == "VER" && (capital || RARE.contains(&(form, lemma))) {
                    continue;
                }
                let lemma = if kind == "FUN" { form } else { lemma };
                let forms = lexemes.entry((lemma.to_owned(), kind.to_owned())).or_default();
                forms.entry(form.to_owned()).or_default().push(analysis.to_owned());
            }
        }
        Ok(List { lexemes })
    }

    fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a String, &'a BTreeMap<String, Vec<String>>)> {
        self.lexemes.iter().filter(move |((_, here), _)| here == kind).map(|((lemma, _), forms)| (lemma, forms))
    }

    fn function_words(&self) -> Vec<Lexeme> {
        let listed = self.of("FUN").map(|(_, forms)| {
            let (form, analyses) = forms.iter().next().expect("a lexeme has a form");
            Lexeme::single(form, reading(analyses.iter().map(String::as_str)))
        });
        let own = function_lines().map(|(form, analyses)| Lexeme::single(form, reading(analyses.split('|'))));
        own.chain(listed).collect()
    }

    /// Names, and nouns and adjectives that occur or are short.
    fn open_words(&self, counts: &Counts) -> (Vec<Lexeme>, Vec<Lexeme>) {
        let (mut names, mut open) = (Vec::new(), Vec::new());
        let verb_forms: BTreeSet<&String> = self.of("VER").flat_map(|(_, forms)| forms.keys()).collect();
        for kind in ["EIG", "SUB", "ADJ", "PA1", "PA2"] {
            for (lemma, forms) in self.of(kind) {
                if kind.starts_with("PA") && verb_forms.contains(lemma) {
                    continue;
                }
                let mut lexeme = Lexeme::default();
                for (form, analyses) in forms {
                    let analyses: Vec<&str> = analyses.iter().map(String::as_str).filter(|a| !a.ends_with(":INF")).collect();
                    if !analyses.is_empty() {
                        lexeme.add(Form::plain(form), reading(analyses.into_iter()));
                    }
                }
                if lexeme.forms.is_empty() {
                    continue;
                }
                if kind == "EIG" {
                    names.push(lexeme);
                } else if lemma.chars().count() <= SHORT || forms.keys().any(|form| counts.contains_key(form)) {
                    open.push(lexeme);
                }
            }
        }
        (names, open)
    }

    /// Simple verbs, and for each separable verb its prefix and base.
    fn verbs(&self) -> (Vec<Lexeme>, Vec<inflection::Pair>) {
        let prefixes: BTreeSet<&String> = self
            .of("FUN")
            .filter(|(_, forms)| forms.values().flatten().any(|analysis| analysis == "ZUS"))
            .map(|(form, _)| form)
            .collect();
        let mut simple: BTreeMap<String, Lexeme> = BTreeMap::new();
        let mut separable: Vec<(String, String, Lexeme)> = Vec::new();
        for (lemma, forms) in self.of("VER") {
            let prefix = separable_prefix(lemma, forms, &prefixes);
            let (mut alone, mut joined) = (Lexeme::default(), Lexeme::default());
            for (form, analyses) in forms {
                let here = |analysis: &&str| match prefix {
                    None => false,
                    Some(prefix) => {
                        analysis.ends_with(":NEB")
                            || analysis.contains(":EIZ")
                            || analysis.contains(":INF")
                            || analysis.contains(":PA")
                            // "ausgerechnet": the participle has its ge inside
                                && (form[prefix.len()..].starts_with("ge") || !forms.values().flatten().any(|a| plain_finite(a)))
                    }
                };
                let (inside, outside): (Vec<&str>, Vec<&str>) = analyses.iter().map(String::as_str).partition(here);
                if let Some(prefix) = prefix.filter(|_| !inside.is_empty()) {
                    let base = form[prefix.len()..].to_owned();
                    let inside = reading(inside.into_iter());
                    if !inside.forms.any(VerbForms::ZU_INFINITIVE) {
                        joined.add(Form::plain(&base), inside);
                    }
                }
                let infinitive = prefix.is_some() && analyses.iter().any(|a| a.contains(":INF"));
                if !outside.is_empty() || infinitive {
                    let read = reading(outside.into_iter().chain(infinitive.then_some("VER:INF")));
                    alone.add(Form::plain(form), read);
                }
            }
            let finite = |lexeme: &Lexeme| lexeme.forms.values().any(|reading| reading.forms.is_finite());
            if let Some(prefix) = prefix.filter(|_| finite(&joined)) {
                separable.push((prefix.to_owned(), lemma[prefix.len()..].to_owned(), joined));
            }
            if finite(&alone) {
                simple.insert(lemma.clone(), alone);
            }
        }
        let (mut pairs, mut bound) = (Vec::new(), BTreeMap::<String, Lexeme>::new());
        for (prefix, base, forms) in separable {
            let is_bound = !simple.contains_key(&base);
            if is_bound {
                let lexeme = bound.entry(base.clone()).or_default();
                forms.forms.into_iter().for_each(|(form, reading)| lexeme.add(form, reading));
            }
            pairs.push(inflection::Pair { prefix, base, bound: is_bound });
        }
        let all = simple.into_iter().chain(bound);
        (all.map(|(lemma, lexeme)| lexeme.into_verb(&lemma)).filter(|lexeme| lexeme.lemma.is_some()).collect(), pairs)
    }
}

/// An own finite form in a main clause: the verb exists without separation, too.
fn plain_finite(analysis: &str) -> bool {
    !analysis.ends_with(":NEB") && ["PRÄ", "PRT", "KJ1", "KJ2"].iter().any(|mood| analysis.contains(mood))
}

fn separable_prefix<'a>(lemma: &'a str, forms: &BTreeMap<String, Vec<String>>, prefixes: &BTreeSet<&String>) -> Option<&'a str> {
    if !forms.values().flatten().any(|analysis| analysis.ends_with(":NEB")) {
        return None;
    }
    let places = || lemma.char_indices().skip(2).map(|(at, _)| at);
    let with_zu = |at: usize| {
        let zu = [&lemma[..at], "zu", &lemma[at..]].concat();
        forms.get(&zu).is_some_and(|analyses| analyses.iter().any(|analysis| analysis.contains(":EIZ")))
    };
    let at =
        places().find(|&at| with_zu(at)).or_else(|| places().filter(|&at| prefixes.contains(&lemma[..at].to_owned())).last())?;
    (lemma.len() - at >= 2).then_some(&lemma[..at])
}

fn function_lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Prints how much of running text the table knows, and how.
pub fn measure(corpora: &Path) -> Result<(), String> {
    report("training corpora", counts(corpora)?);
    let mut unseen = Counts::new();
    for article in corpora::news(corpora, "gold-dev")? {
        for word in words(&article.text) {
            *unseen.entry(word.to_owned()).or_default() += 1;
        }
    }
    report("news that trained nothing", unseen);
    Ok(())
}

fn report(name: &str, counts: Counts) {
    let lexicon = &wortlaut::Models::embedded().lexicon;
    let mut totals = [0_u64; 5];
    let mut unknown: Vec<(u32, String)> = Vec::new();
    for (form, n) in counts.into_iter().filter(|(form, _)| form.starts_with(char::is_alphabetic)) {
        let source = lexicon.find(&form).source;
        totals[source as usize] += u64::from(n);
        if source == Source::Unknown {
            unknown.push((n, form));
        }
    }
    let all: u64 = totals.iter().sum();
    let share = |source: Source| 100.0 * totals[source as usize] as f64 / all as f64;
    println!("{name}: {all} words");
    for source in [Source::Listed, Source::Folded, Source::Compound, Source::Ending, Source::Unknown] {
        println!("{source:?}\t{:.2} %", share(source));
    }
    unknown.sort_by(|a, b| b.cmp(a));
    println!("most frequent unknown: {}", unknown.iter().take(60).map(|(_, form)| form.as_str()).collect::<Vec<_>>().join(" "));
}
