//! From names to entities: one entity a name, with aliases, role, and everything else that refers to it.

mod abbreviations;
mod derived;
mod forms;
mod gender;
mod grouping;
mod misspelt;
mod parties;
mod references;
mod roles;
mod said;

use crate::analysis::{EntityKind, MentionForm};
use crate::memory::{ByKey, Key, Memory};
use crate::models::Models;
use crate::names::Name;
use crate::order;
use crate::reading::Reading;
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::ops::Range;

use derived::{Derived, Roots};
use grouping::Group;
use said::{Listener, Named, Said};

#[cfg(test)]
mod tests;

/// Somebody or something that the text names. Its id is its index.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Person, organisation, place or other.
    pub kind: EntityKind,
    /// The fullest name, nominative, without title.
    pub name: String,
    /// For people: the role words that the text gives.
    pub role: Option<String>,
    /// For people: the age that the text gives.
    pub age: Option<u32>,
    /// For people: the party that the text gives.
    pub party: Option<String>,
    /// Where the text refers to it, in order, names and others.
    pub mentions: Vec<Reference>,
}

/// One place where the text refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Indices of the tokens; for a part of a compound, the compound's token.
    pub tokens: Range<usize>,
    /// In which way.
    pub form: MentionForm,
    /// Token of the noun that the name only belongs to ("ein Sprecher der Bahn", "die Regierung in Paris"): who speaks there
    /// is somebody else, whom the text does not name.
    pub of: Option<usize>,
}

/// Number of an entity, as small as one that may be missing can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Id(NonZeroU32);

impl Id {
    fn new(index: usize) -> Id {
        Id(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What one sentence says.
pub(crate) struct Heard {
    /// By itself.
    said: Said,
    /// Words of it that are derived from names.
    derived: Box<[Derived]>,
    /// Number of the roots these were last found, or would be found, with.
    roots: u32,
}

/// Who is named, and by which names.
pub(crate) struct Grouped {
    /// Hash of all that it depends on.
    key: Key,
    groups: Vec<Group>,
    /// The name of each group, under a hash of all that it depends on.
    shown: Vec<(Key, String)>,
    roots: Option<Roots>,
}

impl Grouped {
    /// Groups names, whose words and tokens have these `keys`; `before` holds names shown of groups that may be the same.
    fn new(key: Key, reading: &Reading, names: &[Name], keys: &[Key], models: &Models, before: Option<Grouped>) -> Grouped {
        let mut known: ByKey<String> = before.into_iter().flat_map(|before| before.shown).collect();
        let groups = grouping::group(reading, names, keys, &models.gazetteer);
        let shown = |group: &Group| {
            let key = grouping::shown_key(reading, names, keys, group);
            let find = || grouping::display_name(reading, names, group, &models.gazetteer);
            (key, known.remove(&key).unwrap_or_else(find))
        };
        let shown = groups.iter().map(shown).collect();
        Grouped { key, groups, shown, roots: None }
    }

    /// The entities with their names.
    fn entities(&self, names: &[Name]) -> Vec<Entity> {
        let entity = |(group, (_, name)): (&Group, &(Key, String))| {
            let mention = |&name: &usize| Reference { tokens: names[name].tokens.clone(), form: MentionForm::Name, of: None };
            Entity {
                kind: group.kind,
                name: name.clone(),
                role: None,
                age: None,
                party: None,
                mentions: group.names.iter().map(mention).collect(),
            }
        };
        self.groups.iter().zip(&self.shown).map(entity).collect()
    }
}

/// Gathers names into entities, then adjectives, compounds, descriptions and pronouns that refer to one.
pub fn gather(reading: &Reading, names: &[Name], models: &Models) -> Vec<Entity> {
    gather_again(reading, names, models, &mut Memory::default())
}

/// [`gather`], as far as `memory` does not know the names or the sentences.
#[inline(never)]
pub fn gather_again(reading: &Reading, names: &[Name], models: &Models, memory: &mut Memory) -> Vec<Entity> {
    let mut names = roles::without_roles(reading, names, models);
    names.retain(|name| !derived::is_compound(reading, name, models));
    let names = &names;
    let keys = grouping::keys(reading, names);
    let key = grouping::key(reading, names, &keys);
    let mut roots = None;
    let mut grouped = match memory.grouped.take() {
        Some(known) if known.key == key => known,
        mut before => {
            roots = before.as_mut().and_then(|before| before.roots.take());
            Grouped::new(key, reading, names, &keys, models, before)
        }
    };
    let mut entities = grouped.entities(names);
    let naming = grouping::naming(reading.tokens.len(), names, &grouped.groups);
    let number = roots.as_ref().map_or(0, |roots: &Roots| roots.number) + 1;
    let before = roots;
    let roots = grouped.roots.get_or_insert_with(|| Roots::new(reading, &entities, number));
    let changes = roots.changes(before.as_ref());
    memory.said.expect(reading.sentences.len());
    let mut derived = Vec::new();
    let (mut first, mut quoted) = (0, false);
    for (at, sentence) in reading.sentences.iter().enumerate() {
        quoted &= at > 0 && reading.sentences[at - 1].block == sentence.block;
        let count = names[first..].iter().take_while(|name| name.tokens.start < sentence.tokens.end).count();
        let own = &names[first..first + count];
        first += count;
        let listener = Listener { reading, naming: &naming, entities: &entities, models, sentence, names: own, quoted };
        let key = listener.key();
        let new = || Heard { said: listener.listen(), derived: Box::default(), roots: 0 };
        let mut heard = memory.said.take(key).unwrap_or_else(new);
        let known = match roots.number - heard.roots {
            0 => true,
            1 => heard.roots > 0 && !changes.touch(reading, &sentence.tokens),
            _ => false,
        };
        if !known {
            heard.derived = roots.find(reading, &naming, models, &sentence.tokens);
        }
        heard.roots = roots.number;
        let here = heard.derived.iter().filter_map(|found| Some((found.token as usize, roots.id(found)?, found.form)));
        derived.extend(here.map(|(token, id, form)| (token + sentence.tokens.start, id, form)));
        quoted ^= memory.said.keep(key, heard).said.turns;
    }
    let said = memory.said.all().map(|heard| &heard.said);
    let roles = roles::tell(reading, names, &naming, said.clone(), &mut entities);
    let found = references::find(reading, names, &naming, &entities, &roles, said.clone());
    let mut passed = vec![0; entities.len()];
    for (named, start, id) in named(said, reading, names, &naming) {
        entities[id].mentions[passed[id]].of = named.of.map(|of| start + of as usize);
        passed[id] += 1;
    }
    for (token, id, form) in derived {
        entities[id].mentions.push(Reference { tokens: token..token + 1, form, of: None });
    }
    for (id, reference) in found {
        entities[id].mentions.push(reference);
    }
    entities.iter_mut().for_each(|entity| order::sort_by_key(&mut entity.mentions, |mention| mention.tokens.start as u64));
    memory.said.let_go();
    memory.grouped = memory.remembers().then_some(grouped);
    entities
}

/// What is said of each name in order, with the first token of the sentence and the entity.
fn named<'a>(
    said: impl Iterator<Item = &'a Said>,
    reading: &Reading,
    names: &[Name],
    naming: &[Option<Id>],
) -> impl Iterator<Item = (&'a Named, usize, usize)> {
    let all =
        reading.sentences.iter().zip(said).flat_map(|(sentence, said)| said.names.iter().map(|it| (it, sentence.tokens.start)));
    let entity = |name: &Name| naming[name.tokens.start].map(Id::index);
    all.zip(names).filter_map(move |((named, start), name)| entity(name).map(|id| (named, start, id)))
}

/// [`Index::behind`], for a single question.
pub fn behind(entities: &[Entity], tokens: &Range<usize>) -> Option<usize> {
    Index::new(entities).behind(tokens)
}

/// Mentions of all entities by place.
#[derive(Clone, Debug, Default)]
pub struct Index {
    mentions: Vec<Place>,
    /// Most tokens of a mention.
    longest: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    start: u32,
    end: u32,
    kind: EntityKind,
    id: u32,
    /// The noun that the name only belongs to; [`NO_NOUN`] where there is none.
    of: u32,
    form: MentionForm,
}

const NO_NOUN: u32 = u32::MAX;

impl Index {
    /// Sorts the mentions of all entities.
    pub fn new(entities: &[Entity]) -> Index {
        let mut mentions = Vec::with_capacity(entities.iter().map(|entity| entity.mentions.len()).sum());
        for (id, entity) in entities.iter().enumerate() {
            mentions.extend(entity.mentions.iter().map(|mention| Place {
                start: mention.tokens.start as u32,
                end: mention.tokens.end as u32,
                kind: entity.kind,
                id: id as u32,
                of: mention.of.map_or(NO_NOUN, |noun| noun as u32),
                form: mention.form,
            }));
        }
        // of equal words the entity that came first
        order::sort_by_key(&mut mentions, |place| {
            u64::from(place.start) << 32 | u64::from(place.end - place.start) << 3 | place.kind as u64
        });
        let longest = mentions.iter().map(|place| place.end - place.start).max().unwrap_or(0);
        Index { mentions, longest }
    }

    /// The mentions that begin in a part of the text, counted from its first token, entities numbered as they come; and the
    /// numbers that these have in the text.
    pub(crate) fn part(&self, tokens: &Range<usize>) -> (Index, Vec<u32>) {
        let base = tokens.start as u32;
        let at = |token: usize| self.mentions.partition_point(|place| (place.start as usize) < token);
        let mut ids: Vec<u32> = Vec::new();
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let moved = |place: &Place| Place {
            start: place.start - base,
            end: place.end - base,
            id: *numbers.entry(place.id).or_insert_with(|| {
                ids.push(place.id);
                ids.len() as u32 - 1
            }),
            // a noun before the part is none of its words
            of: if place.of < base || place.of == NO_NOUN { NO_NOUN } else { place.of - base },
            ..*place
        };
        let mentions = self.mentions[at(tokens.start)..at(tokens.end)].iter().map(moved).collect();
        (Index { mentions, longest: self.longest }, ids)
    }

    /// Hash of all mentions.
    pub(crate) fn key(&self) -> Key {
        let mut key = Key::default();
        for &Place { start, end, kind, id, of, form } in &self.mentions {
            key.add(u64::from(start) << 32 | u64::from(end - start) << 16 | (kind as u64) << 8 | form as u64);
            key.add(u64::from(id) << 32 | u64::from(of));
        }
        key
    }

    /// Tokens and kind of every name.
    pub fn names(&self) -> impl Iterator<Item = (Range<usize>, EntityKind)> + '_ {
        let names = self.mentions.iter().filter(|place| place.form == MentionForm::Name);
        names.map(|place| (place.start as usize..place.end as usize, place.kind))
    }

    /// The entity behind the words `tokens`: of those named, described or meant by a pronoun in them (adjectives and compounds do
    /// not count) a person before an organisation before a place, then the first; not one whose name only belongs to another noun
    /// of these words.
    pub fn behind(&self, tokens: &Range<usize>) -> Option<usize> {
        let within = tokens.start as u32..tokens.end as u32;
        let from = self.mentions.partition_point(|place| place.start + self.longest <= within.start);
        let near = self.mentions[from..].iter().take_while(|place| place.start < within.end);
        let strong = near.filter(|place| !matches!(place.form, MentionForm::Adjective | MentionForm::Compound));
        let fits = |place: &&Place| place.end > within.start && !(place.of != NO_NOUN && within.contains(&place.of));
        strong.filter(fits).min_by_key(|place| (place.kind, place.start)).map(|place| place.id as usize)
    }
}
