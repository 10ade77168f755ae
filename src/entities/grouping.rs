//! Which names are names of the same.

use super::forms::{nominative, person_stem, stem};
use super::{Id, abbreviations, misspelt};
use crate::analysis::EntityKind;
use crate::gazetteer::{Gazetteer, countries};
use crate::memory::{ByKey, Key};
use crate::names::{KINDS, Name};
use crate::order;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::ops::Range;
use std::sync::OnceLock;

/// The names of one entity.
#[derive(Clone, Debug)]
pub struct Group {
    /// What it is, by vote.
    pub kind: EntityKind,
    /// Indices of its names, in order.
    pub names: Vec<usize>,
}

/// Hash of the words and tokens of each name.
pub fn keys(reading: &Reading, names: &[Name]) -> Vec<Key> {
    let key = |name: &Name| {
        let span = reading.span(&name.tokens);
        let mut key = Key::of(span.of(&reading.clean.text));
        // where its tokens end: most have one
        reading.tokens[name.tokens.clone()].iter().skip(1).for_each(|token| key.add((token.span().start - span.start).into()));
        key
    };
    names.iter().map(key).collect()
}

/// Hash of all that [`group`] and [`display_name`] depend on: the names, and whether brackets or a noun stand behind them.
pub fn key(reading: &Reading, names: &[Name], keys: &[Key]) -> Key {
    let mut key = Key::default();
    for (at, name) in names.iter().enumerate() {
        let Range { start, end } = name.tokens;
        key.join(keys[at]);
        let next = names.get(at + 1).is_some_and(|next| next.tokens.start == end + 1);
        let behind = if end < reading.tokens.len() { reading.word(end) } else { "" };
        let bits = [next && behind == "(", behind == ")", in_genitive(reading, name)];
        key.add(bits.iter().fold(((end - start) << 3 | name.kind as usize) as u64, |sum, &bit| sum << 1 | u64::from(bit)));
    }
    key
}

/// For every token the group whose name it belongs to.
pub fn naming(tokens: usize, names: &[Name], groups: &[Group]) -> Vec<Option<Id>> {
    let mut out = vec![None; tokens];
    for (id, group) in groups.iter().enumerate() {
        for &name in &group.names {
            out[names[name].tokens.clone()].fill(Some(Id::new(id)));
        }
    }
    out
}

/// Names alike but for inflection and case.
pub(super) struct Form {
    /// Stems of its words.
    pub(super) stems: Vec<String>,
    pub(super) kind: EntityKind,
    /// Indices of its names, in order.
    pub(super) names: Vec<usize>,
}

/// Groups the names, whose words and tokens have these `keys`; groups in order of their first names.
pub fn group(reading: &Reading, names: &[Name], keys: &[Key], gazetteer: &Gazetteer) -> Vec<Group> {
    let mut forms = collect(reading, names, keys);
    let mut sets = Sets { parent: (0..forms.len()).collect() };
    join_known(reading, names, &forms, &mut sets);
    abbreviations::join(reading, names, &forms, &mut sets);
    join_parts(&forms, &mut sets);
    let singles = join_people(&forms, &mut sets);
    misspelt::join(&forms, &mut sets, gazetteer);
    // a surname that several people share goes to the person named last
    let mut extra: Vec<(usize, usize)> = Vec::new();
    for (form, candidates) in singles {
        for name in std::mem::take(&mut forms[form].names) {
            let behind = |form: usize| forms[form].names.partition_point(|&other| other < name);
            let before = |&&form: &&usize| behind(form).checked_sub(1).map(|at| forms[form].names[at]);
            let after = |&&form: &&usize| forms[form].names.get(behind(form)).copied().unwrap_or(usize::MAX);
            let nearest = candidates.iter().filter(|form| before(form).is_some()).max_by_key(before);
            if let Some(&best) = nearest.or_else(|| candidates.iter().min_by_key(after)) {
                extra.push((best, name));
            }
        }
    }
    extra.into_iter().for_each(|(form, name)| forms[form].names.push(name));
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); forms.len()];
    for form in 0..forms.len() {
        members[sets.root(form)].push(form);
    }
    let mut groups: Vec<Group> = Vec::new();
    for members in members.iter().filter(|members| !members.is_empty()) {
        let mut votes = [0; KINDS.len()];
        let mut all = Vec::new();
        for &form in members {
            let kind = KINDS.iter().position(|&kind| kind == forms[form].kind).unwrap_or(0);
            votes[kind] += forms[form].names.len();
            all.extend_from_slice(&forms[form].names);
        }
        order::sort_by_key(&mut all, |&name| name as u64);
        let best = (0..KINDS.len()).rev().max_by_key(|&kind| votes[kind]).unwrap_or(0);
        if !all.is_empty() {
            groups.push(Group { kind: KINDS[best], names: all });
        }
    }
    order::sort_by_key(&mut groups, |group| group.names[0] as u64);
    groups
}

/// One form for names alike and of one kind; where only the kinds differ, the majority decides, but a person with a full
/// name stays apart from a firm of that name.
fn collect(reading: &Reading, names: &[Name], keys: &[Key]) -> Vec<Form> {
    let mut by_words: ByKey<usize> = ByKey::default();
    // of each different text the names alike, then the form
    let mut by_text: ByKey<usize> = ByKey::default();
    let mut alike: Vec<Vec<usize>> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let place = *by_text.entry(keys[index]).or_insert_with(|| {
            let key = key_of(reading.words(&name.tokens).split_whitespace().map(person_stem));
            *by_words.entry(key).or_insert(alike.len())
        });
        if place == alike.len() {
            alike.push(Vec::new());
        }
        alike[place].push(index);
    }
    by_text.clear();
    let mut forms: Vec<Form> = Vec::new();
    let mut known: ByKey<usize> = ByKey::default();
    for alike in &alike {
        let count = |kind| alike.iter().filter(|&&name| names[name].kind == kind).count();
        let kind = KINDS.into_iter().rev().max_by_key(|&kind| count(kind)).unwrap_or(EntityKind::Other);
        for &name in alike {
            let tokens = &names[name].tokens;
            let last = tokens.len() - 1;
            let word = |(at, index): (usize, usize)| match kind {
                EntityKind::Person => person_stem(reading.word(index)),
                _ => stem(reading.word(index), at == last),
            };
            let find = || {
                let stems: Vec<String> = tokens.clone().enumerate().map(word).collect();
                let mut key = key_of(&stems);
                key.add(kind as u64);
                let next = forms.len();
                let form = *known.entry(key).or_insert(next);
                if form == next {
                    forms.push(Form { stems, kind, names: Vec::new() });
                }
                form
            };
            let form = *by_text.entry(keys[name]).or_insert_with(find);
            forms[form].names.push(name);
        }
    }
    forms.iter_mut().for_each(|form| order::sort_by_key(&mut form.names, |&name| name as u64));
    forms
}

/// Hash of words in order.
fn key_of(words: impl IntoIterator<Item: AsRef<str>>) -> Key {
    let mut key = Key::default();
    words.into_iter().for_each(|word| key.add_text(word.as_ref()));
    key
}

/// Names that everybody knows to be of the same: countries, and abbreviations of the list.
fn join_known(reading: &Reading, names: &[Name], forms: &[Form], sets: &mut Sets) {
    let written = |form: &Form| form.names.first().map_or("", |&name| reading.words(&names[name].tokens));
    let mut first: ByKey<usize> = ByKey::default();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.kind != EntityKind::Person) {
        if let Some(&id) = known().get(&stems_key(written(form))) {
            let mut key = Key::default();
            key.add(id as u64);
            let other = *first.entry(key).or_insert(at);
            sets.join(other, at);
        }
    }
}

/// A number for the stems of each known name that has others.
fn known() -> &'static ByKey<usize> {
    static KNOWN: OnceLock<ByKey<usize>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let aliases = ALIASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let lines = countries().iter().map(|country| country.names.clone()).chain(aliases.map(|line| line.split(", ").collect()));
        let lines = lines.zip(0..).filter(|(line, _)| line.len() > 1);
        lines.flat_map(|(line, id)| line.into_iter().map(move |name| (stems_key(name), id))).collect()
    })
}

/// Hash of the stems of a name's words.
fn stems_key(name: &str) -> Key {
    let words: Vec<&str> = name.split(' ').collect();
    key_of(words.iter().enumerate().map(|(at, word)| stem(word, at + 1 == words.len())))
}

const ALIASES: &str = include_str!("../gazetteer/aliases.txt");

/// What the longer name of a place goes on with ("Frankfurt am Main"), and what its name may stand behind, as stems.
const PLACED: [&str; 9] = ["am", "an", "ob", "city", "in", "im", "vor", "bei", "("];
const STATES: [&str; 7] = ["freistaat", "republik", "hansestadt", "königreich", "bundesland", "kanton", "landkreis"];

/// Organisations and others by the beginning or end of a longer name, where only one has it: "Bahn", "Deutsche Bahn".
fn join_parts(forms: &[Form], sets: &mut Sets) {
    let mut longer: ByKey<usize> = ByKey::default();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.stems.len() > 1 && form.stems.len() < 12) {
        let count = form.stems.len();
        let parts = (1..count).flat_map(|n| [&form.stems[..n], &form.stems[count - n..]]);
        for (n, part) in parts.enumerate() {
            let ending = n % 2 == 1;
            let fits = match form.kind {
                EntityKind::Person => false,
                EntityKind::Place if ending => STATES.contains(&form.stems[count - part.len() - 1].as_str()),
                EntityKind::Place => PLACED.contains(&form.stems[part.len()].as_str()),
                EntityKind::Organisation | EntityKind::Other => true,
            };
            if let Some((last, first)) = part.split_last().filter(|_| fits) {
                let mut key = key_of(first);
                key.add_text(&stem(last, true));
                key.add(form.kind as u64);
                note(longer.entry(key).or_insert(at), at, sets);
            }
        }
    }
    for (at, form) in forms.iter().enumerate() {
        let mut key = key_of(&form.stems);
        key.add(form.kind as u64);
        if let Some(&other) = longer.get(&key).filter(|&&other| other != SEVERAL) {
            sets.join(other, at);
        }
    }
}

/// In place of a form where there are several of different sets.
pub(super) const SEVERAL: usize = usize::MAX;

/// Notes one more form beside another.
pub(super) fn note(known: &mut usize, form: usize, sets: &mut Sets) {
    if *known != SEVERAL && sets.root(*known) != sets.root(form) {
        *known = SEVERAL;
    }
}

/// Forms under a word each.
#[derive(Default)]
struct Lists {
    places: ByKey<usize>,
    lists: Vec<Vec<usize>>,
}

impl Lists {
    fn at(&mut self, word: &str) -> &mut Vec<usize> {
        let place = *self.places.entry(Key::of(word)).or_insert(self.lists.len());
        if place == self.lists.len() {
            self.lists.push(Vec::new());
        }
        &mut self.lists[place]
    }

    fn get(&self, word: &str) -> &[usize] {
        self.places.get(&Key::of(word)).map_or(&[], |&place| &self.lists[place])
    }
}

/// People by surname or first name; gives back the forms that fit several people, with these.
fn join_people(forms: &[Form], sets: &mut Sets) -> Vec<(usize, Vec<usize>)> {
    let (mut by_end, mut by_first) = (Lists::default(), Lists::default());
    let people = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Person);
    for (at, form) in people().filter(|(_, form)| form.stems.len() > 1) {
        let (first, last) = (form.stems[0].as_str(), form.stems[form.stems.len() - 1].as_str());
        let same = by_end.at(last);
        // "George W. Bush", "George Bush", "G. Bush"
        let fits = |&&other: &&usize| {
            let theirs = forms[other].stems[0].as_str();
            let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
            theirs == first
                || initial(theirs, first)
                || initial(first, theirs)
                || forms[other].stems.ends_with(&form.stems)
                || form.stems.ends_with(&forms[other].stems)
        };
        if let Some(&other) = same.iter().find(fits) {
            sets.join(other, at);
        } else if same.len() < 50 {
            same.push(at);
            by_first.at(first).push(at);
        }
    }
    let mut several = Vec::new();
    for (at, form) in people() {
        let particle = matches!(form.stems[0].as_str(), "von" | "van" | "de" | "al" | "el" | "zu" | "bin" | "la" | "le");
        if form.stems.len() > 1 && !particle {
            continue;
        }
        let last = form.stems[form.stems.len() - 1].as_str();
        let fits = |other: &&usize| {
            **other != at && forms[**other].stems.ends_with(&form.stems) && forms[**other].stems.len() > form.stems.len()
        };
        let mut candidates: Vec<usize> = by_end.get(last).iter().filter(fits).copied().collect();
        if candidates.is_empty() && form.stems.len() == 1 {
            let first = by_first.get(last).iter().copied();
            candidates = first.collect();
            if candidates.len() > 1 {
                candidates.clear();
            }
        }
        match candidates[..] {
            [] => (),
            [one] => sets.join(one, at),
            _ => several.push((at, candidates)),
        }
    }
    several
}

/// Disjoint sets of forms.
pub(super) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

/// Hash of all that [`display_name`] depends on.
pub fn shown_key(reading: &Reading, names: &[Name], keys: &[Key], group: &Group) -> Key {
    let mut key = Key::default();
    for &name in &group.names {
        key.join(keys[name]);
        key.add(u64::from(in_genitive(reading, &names[name])));
    }
    key.add_all(&[group.kind as u32, group.names.len() as u32]);
    key
}

/// The fullest name of a group in the nominative.
pub fn display_name(reading: &Reading, names: &[Name], group: &Group, gazetteer: &Gazetteer) -> String {
    let person = group.kind == EntityKind::Person;
    let words: Vec<&str> = group.names.iter().map(|&name| reading.words(&names[name].tokens)).collect();
    // "USA" stays the name where "Vereinigte Staaten" is the exception
    let often = |form: &str| words.iter().filter(|&&word| word == form).count() * 5 > words.len() * 4;
    let country = countries().iter().filter(|_| group.kind == EntityKind::Place && words.len() > 4);
    if let Some(name) = country.filter_map(|country| country.names.first()).find(|name| often(name)) {
        return (*name).to_owned();
    }
    // a form that is another with an s behind it is a genitive
    let mut best: Option<(usize, usize, String)> = None;
    let mut seen: Vec<&str> = Vec::new();
    for &form in &words {
        if seen.contains(&form) || seen.len() > 30 {
            continue;
        }
        seen.push(form);
        let short = form.strip_suffix('s').map(|short| short.trim_end_matches(['\'', '’']));
        let mut same = group.names.iter().zip(&words).filter(|(_, words)| **words == form);
        let genitive =
            short.is_some_and(|short| words.contains(&short)) || same.all(|(&name, _)| in_genitive(reading, &names[name]));
        let shown = nominative(form, genitive, person, gazetteer);
        let size = (shown.split(' ').count(), shown.chars().count());
        let longer = match &best {
            Some(best) if person => (size.0, size.1) > (best.0, best.1),
            Some(best) => size.1 > best.1,
            None => true,
        };
        if longer {
            best = Some((size.0, size.1, shown));
        }
    }
    best.map_or_else(String::new, |best| best.2)
}

/// Whether a noun right behind a name in -s suggests a genitive ("Bidens Vorschlag").
fn in_genitive(reading: &Reading, name: &Name) -> bool {
    let after = name.tokens.end;
    let noun = |index: usize| {
        reading.tokens[index].kind() == TokenKind::Word && reading.word(index).chars().next().is_some_and(char::is_uppercase)
    };
    reading.word(after - 1).ends_with('s') && after < reading.tokens.len() && noun(after)
}
