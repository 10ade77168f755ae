//! Packs lexemes into stems and shared paradigms (layout: `src/lexicon/table.rs`).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use wortlaut::lexicon::{Agreement, Classes, MAGIC, MAX_ENDING, Reading, VerbForms};

/// One form of a lexeme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    /// Whether "ge" stands before the text.
    pub ge: bool,
    /// The form without such a "ge".
    pub text: String,
}

impl Form {
    pub fn plain(text: &str) -> Form {
        Form { ge: false, text: text.to_owned() }
    }
}

/// All forms of one word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexeme {
    /// For verbs the infinitive.
    pub lemma: Option<String>,
    pub forms: BTreeMap<Form, Reading>,
}

/// Adjective endings.
const ENDINGS: [&str; 5] = ["e", "em", "en", "er", "es"];

/// What an adjective ending says, whatever stands before (weak, strong and mixed together).
fn adjective_agreement(ending: &str) -> Agreement {
    let (nominative, genitive, dative, accusative) =
        (Agreement::NOMINATIVE, Agreement::GENITIVE, Agreement::DATIVE, Agreement::ACCUSATIVE);
    let (singular, plural) = (Agreement::SINGULAR, Agreement::PLURAL);
    let (masculine, feminine, neuter) = (Agreement::MASCULINE, Agreement::FEMININE, Agreement::NEUTER);
    match ending {
        "e" => nominative & singular | accusative & singular & (feminine | neuter) | (nominative | accusative) & plural,
        "em" => dative & singular & (masculine | neuter),
        "en" => (genitive | dative) & singular | accusative & singular & masculine | plural,
        "er" => nominative & singular & masculine | (genitive | dative) & singular & feminine | genitive & plural,
        _ => (nominative | accusative) & singular & neuter,
    }
}

impl Lexeme {
    pub fn single(form: &str, reading: Reading) -> Lexeme {
        let mut lexeme = Lexeme::default();
        lexeme.add(Form::plain(form), reading);
        lexeme
    }

    pub fn add(&mut self, form: Form, reading: Reading) {
        let here = self.forms.entry(form).or_default();
        here.classes |= reading.classes;
        here.agreement |= reading.agreement;
        here.forms |= reading.forms;
    }

    /// A verb with its participles inflected as adjectives, and the "ge" of participles taken off.
    pub fn into_verb(self, lemma: &str) -> Lexeme {
        let mut out = Lexeme::default();
        let stem = lemma.strip_suffix("en").or_else(|| lemma.strip_suffix('n')).unwrap_or(lemma);
        let start: String = stem.chars().take(2).collect();
        let mut add = |form: &str, participle: bool, reading: Reading| match form.strip_prefix("ge") {
            Some(rest) if participle && !lemma.starts_with("ge") && rest.starts_with(&start) => {
                out.add(Form { ge: true, text: rest.to_owned() }, reading);
            }
            _ => out.add(Form::plain(form), reading),
        };
        let participles = VerbForms::PARTICIPLE_1 | VerbForms::PARTICIPLE_2;
        for (Form { text, .. }, reading) in self.forms {
            let participle = reading.forms.any(participles);
            // "gehört" of "hören" also ends in -t like a finite form of "gehören", which is another lexeme
            add(&text, participle, reading);
            if participle {
                for ending in ENDINGS {
                    let agreement = adjective_agreement(ending);
                    let reading = Reading { classes: Classes::PARTICIPLE_ADJECTIVE, agreement, ..Reading::default() };
                    add(&[&text, ending].concat(), true, reading);
                }
            }
        }
        let infinitive = out.forms.iter().any(|(form, reading)| form.text == lemma && reading.forms.any(VerbForms::INFINITIVE));
        out.lemma = infinitive.then(|| lemma.to_owned());
        out
    }
}

/// A separable verb.
pub struct Pair {
    pub prefix: String,
    pub base: String,
    /// Whether the base exists only behind a prefix.
    pub bound: bool,
}

/// Endings with their readings.
type Paradigm = Vec<(bool, String, Reading)>;

/// Some forms of one lexeme that share a stem.
struct Group {
    lexeme: usize,
    stem: String,
    paradigm: Paradigm,
}

fn group(lexeme: usize, forms: &[(Form, Reading)]) -> Group {
    let first = &forms[0].0.text;
    let mut length = first.len();
    for (form, _) in forms {
        let same = first.bytes().zip(form.text.bytes()).take_while(|(a, b)| a == b).count();
        length = length.min(same);
    }
    while !first.is_char_boundary(length) || forms.iter().any(|(form, _)| !form.text.is_char_boundary(length)) {
        length -= 1;
    }
    let paradigm = forms.iter().map(|(form, reading)| (form.ge, form.text[length..].to_owned(), *reading)).collect();
    Group { lexeme, stem: first[..length].to_owned(), paradigm }
}

impl Group {
    /// The group cut into those that go on with the same letter.
    fn split(&self) -> Vec<Group> {
        let mut parts: BTreeMap<Option<char>, Vec<(Form, Reading)>> = BTreeMap::new();
        for (ge, ending, reading) in &self.paradigm {
            let form = Form { ge: *ge, text: [&self.stem, ending.as_str()].concat() };
            parts.entry(ending.chars().next()).or_default().push((form, *reading));
        }
        parts.values().map(|forms| group(self.lexeme, forms)).collect()
    }

    fn too_long(&self) -> bool {
        self.paradigm.iter().any(|(_, ending, _)| ending.len() > MAX_ENDING)
    }
}

/// A paradigm of fewer lexemes is taken apart where its parts have others beside them.
const RARE: usize = 4;

fn groups(lexemes: &[Lexeme]) -> Vec<Group> {
    let mut groups: Vec<Group> = lexemes
        .iter()
        .enumerate()
        .filter(|(_, lexeme)| !lexeme.forms.is_empty())
        .map(|(at, lexeme)| {
            let forms: Vec<(Form, Reading)> = lexeme.forms.iter().map(|(form, reading)| (form.clone(), *reading)).collect();
            group(at, &forms)
        })
        .collect();
    for _ in 0..8 {
        let mut uses: HashMap<&Paradigm, usize> = HashMap::new();
        groups.iter().for_each(|group| *uses.entry(&group.paradigm).or_default() += 1);
        let rare: Vec<bool> = groups.iter().map(|group| uses[&group.paradigm] < RARE).collect();
        let mut next = Vec::new();
        for (group, rare) in groups.into_iter().zip(rare) {
            let parts = if rare || group.too_long() { group.split() } else { Vec::new() };
            if group.too_long() || !parts.is_empty() && parts.len() * 2 <= group.paradigm.len() {
                next.extend(parts);
            } else {
                next.push(group);
            }
        }
        groups = next;
    }
    groups
}

/// The packed table.
pub fn pack(lexemes: &[Lexeme], pairs: &[Pair]) -> Vec<u8> {
    let mut groups = groups(lexemes);
    // paradigms and readings by number of uses, so that most numbers are small
    let mut uses: BTreeMap<&Paradigm, usize> = BTreeMap::new();
    groups.iter().for_each(|group| *uses.entry(&group.paradigm).or_default() += 1);
    let paradigms: Vec<Paradigm> = ranked(uses).into_iter().cloned().collect();
    let mut readings: BTreeMap<Reading, usize> = BTreeMap::new();
    let mut endings: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (ge, ending, reading) in paradigms.iter().flatten() {
        *readings.entry(*reading).or_default() += 1;
        *endings.entry((*ge, ending.clone())).or_default() += 1;
    }
    let (readings, endings) = (ranked(readings), ranked(endings));
    let paradigm_number: HashMap<Paradigm, usize> = paradigms.iter().cloned().zip(0..).collect();
    let reading_number: HashMap<Reading, usize> = readings.iter().copied().zip(0..).collect();
    let ending_number: HashMap<(bool, String), usize> = endings.iter().cloned().zip(0..).collect();

    groups.sort_by(|a, b| {
        (&a.stem, paradigm_number[&a.paradigm], a.lexeme).cmp(&(&b.stem, paradigm_number[&b.paradigm], b.lexeme))
    });
    let mut seen = BTreeSet::new();
    groups.retain(|group| {
        lexemes[group.lexeme].lemma.is_some() || seen.insert((group.stem.clone(), paradigm_number[&group.paradigm]))
    });

    let mut out = MAGIC.to_vec();
    varint(&mut out, readings.len());
    for reading in &readings {
        out.extend(&reading.classes.0.to_le_bytes()[..6]);
        out.extend(&reading.agreement.0.to_le_bytes()[..3]);
        out.extend(reading.forms.0.to_le_bytes());
    }
    varint(&mut out, endings.len());
    for (ge, ending) in &endings {
        out.push(ending.len() as u8 | if *ge { 0x80 } else { 0 });
        out.extend(ending.as_bytes());
    }
    varint(&mut out, paradigms.len());
    for paradigm in &paradigms {
        varint(&mut out, paradigm.len());
        for (ge, ending, reading) in paradigm {
            varint(&mut out, ending_number[&(*ge, ending.clone())]);
            varint(&mut out, reading_number[reading]);
        }
    }
    let infinitive = infinitives(&groups, lexemes);
    entries(&mut out, &groups, &paradigm_number, lexemes, &infinitive);
    prefixes(&mut out, pairs, lexemes, &infinitive);
    out
}

/// For each verb the entry that holds its infinitive.
fn infinitives(groups: &[Group], lexemes: &[Lexeme]) -> HashMap<usize, usize> {
    let mut out = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        if let Some(lemma) = &lexemes[group.lexeme].lemma {
            let here = |(_, ending, reading): &(bool, String, Reading)| {
                reading.forms.any(VerbForms::INFINITIVE) && [&group.stem, ending.as_str()].concat() == *lemma
            };
            if group.paradigm.iter().any(here) {
                out.insert(group.lexeme, at);
            }
        }
    }
    out
}

fn entries(
    out: &mut Vec<u8>,
    groups: &[Group],
    number: &HashMap<Paradigm, usize>,
    lexemes: &[Lexeme],
    infinitive: &HashMap<usize, usize>,
) {
    let (mut shared, mut own, mut letters, mut paradigms, mut ways) = (vec![], vec![], vec![], vec![], vec![]);
    let mut last = "";
    for (at, group) in groups.iter().enumerate() {
        let same = last.bytes().zip(group.stem.bytes()).take_while(|(a, b)| a == b).count();
        shared.push(same as u8);
        own.push((group.stem.len() - same) as u8);
        letters.extend(&group.stem.as_bytes()[same..]);
        varint(&mut paradigms, number[&group.paradigm]);
        last = &group.stem;
        if lexemes[group.lexeme].lemma.is_some() {
            let way = infinitive[&group.lexeme] as i32 - at as i32;
            varint(&mut ways, ((way << 1) ^ (way >> 31)) as usize);
        }
    }
    varint(out, groups.len());
    out.extend([shared, own, letters, paradigms, ways].concat());
}

fn prefixes(out: &mut Vec<u8>, pairs: &[Pair], lexemes: &[Lexeme], infinitive: &HashMap<usize, usize>) {
    let verbs: HashMap<&str, usize> =
        lexemes.iter().enumerate().filter_map(|(at, lexeme)| Some((lexeme.lemma.as_deref()?, infinitive[&at]))).collect();
    let pairs = || pairs.iter().filter_map(|pair| Some((pair, *verbs.get(pair.base.as_str())?)));
    let prefixes: BTreeSet<&str> = pairs().map(|(pair, _)| pair.prefix.as_str()).collect();
    let prefixes: Vec<&str> = prefixes.into_iter().collect();
    varint(out, prefixes.len());
    for prefix in &prefixes {
        out.push(prefix.len() as u8);
        out.extend(prefix.as_bytes());
    }
    let mut by_entry: BTreeMap<usize, (bool, BTreeSet<u8>)> = BTreeMap::new();
    for (pair, entry) in pairs() {
        let number = prefixes.binary_search(&pair.prefix.as_str()).expect("collected above") as u8;
        let (bound, numbers) = by_entry.entry(entry).or_default();
        *bound = pair.bound;
        numbers.insert(number);
    }
    varint(out, by_entry.len());
    let mut last = 0;
    for (entry, (bound, numbers)) in by_entry {
        varint(out, entry - last);
        varint(out, numbers.len() << 1 | usize::from(bound));
        out.extend(numbers);
        last = entry;
    }
}

/// Keys by falling number of uses.
fn ranked<T: Ord>(uses: BTreeMap<T, usize>) -> Vec<T> {
    let mut all: Vec<(T, usize)> = uses.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|(key, _)| key).collect()
}

fn varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
