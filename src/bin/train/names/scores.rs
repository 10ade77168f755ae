//! The measures of names and entities, defined as in the project's evaluation script.

use crate::corpora;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::fmt;
use wortlaut::analysis::{EntityKind, MentionForm};
use wortlaut::entities;
use wortlaut::reading::Reading;

/// An entity as the measures see it; mentions in bytes of the article.
pub struct Entity {
    kind: EntityKind,
    name: String,
    role: Option<String>,
    mentions: Vec<(usize, usize)>,
}

impl Entity {
    pub fn found(entity: &entities::Entity, reading: &Reading) -> Entity {
        let names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        let span = |tokens| {
            let span = reading.clean.original(reading.span(tokens));
            (span.start as usize, span.end as usize)
        };
        Entity {
            kind: entity.kind,
            name: entity.name.clone(),
            role: entity.role.clone(),
            mentions: names.map(|mention| span(&mention.tokens)).collect(),
        }
    }

    pub fn gold(entity: &corpora::Entity, offsets: &[usize]) -> Entity {
        Entity {
            kind: super::kind_of(&entity.kind),
            name: entity.name.clone(),
            role: entity.role.clone(),
            mentions: entity.mentions.iter().map(|&(start, end)| (offsets[start], offsets[end])).collect(),
        }
    }

    fn overlap(&self, other: &Entity) -> f64 {
        let mine: HashSet<_> = self.mentions.iter().collect();
        let theirs: HashSet<_> = other.mentions.iter().collect();
        let both = mine.intersection(&theirs).count();
        both as f64 / (mine.len() + theirs.len() - both).max(1) as f64
    }
}

/// Right, found and wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: f64,
    found: f64,
    gold: f64,
}

impl Count {
    fn f1(&self) -> f64 {
        2.0 * self.right / (self.found + self.gold).max(1e-9)
    }
}

/// Sums over articles.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    mention: Count,
    typed: Count,
    kinds: HashMap<&'static str, Count>,
    cubed: [(f64, f64); 2],
    entity: Count,
    names: Count,
    roles: Count,
}

/// The head of the table whose rows are [`Scores`].
pub const HEAD: &str = "            mention  typed person organis   place   other b-cubed  entity    name    role  (org P/R)";

fn spelled(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Other => "other",
    }
}

fn long_words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| word.chars().count() >= 4).map(str::to_lowercase).collect()
}

impl Scores {
    /// Adds an article.
    pub fn add(&mut self, gold: &[Entity], found: &[Entity]) {
        let index = |entities: &[Entity]| -> HashMap<(usize, usize), usize> {
            entities.iter().enumerate().flat_map(|(at, e)| e.mentions.iter().map(move |&m| (m, at))).collect()
        };
        let (gold_at, found_at) = (index(gold), index(found));
        for (mention, &at) in &gold_at {
            self.mention.gold += 1.0;
            self.typed.gold += 1.0;
            let kind = gold[at].kind;
            let count = self.kinds.entry(spelled(kind)).or_default();
            count.gold += 1.0;
            if let Some(&other) = found_at.get(mention) {
                self.mention.right += 1.0;
                if found[other].kind == kind {
                    self.typed.right += 1.0;
                    count.right += 1.0;
                }
            }
        }
        for &at in found_at.values() {
            self.mention.found += 1.0;
            self.typed.found += 1.0;
            self.kinds.entry(spelled(found[at].kind)).or_default().found += 1.0;
        }
        let sides = [(&found_at, found, &gold_at, gold), (&gold_at, gold, &found_at, found)];
        for (side, (here, mine, there, theirs)) in sides.into_iter().enumerate() {
            for (mention, &at) in here {
                let own: HashSet<_> = mine[at].mentions.iter().collect();
                let both = there.get(mention).map_or(0, |&at| theirs[at].mentions.iter().filter(|m| own.contains(m)).count());
                self.cubed[side].0 += both as f64 / own.len() as f64;
                self.cubed[side].1 += 1.0;
            }
        }
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, a) in gold.iter().enumerate() {
            pairs.extend(found.iter().enumerate().map(|(j, b)| (a.overlap(b), i, j)).filter(|pair| pair.0 > 0.0));
        }
        pairs.sort_by(|a, b| b.partial_cmp(a).expect("overlaps are numbers"));
        let (mut used, mut taken) = (HashSet::new(), HashSet::new());
        self.entity.gold += gold.len() as f64;
        self.entity.found += found.len() as f64;
        for (overlap, i, j) in pairs {
            if used.contains(&i) || taken.contains(&j) {
                continue;
            }
            used.insert(i);
            taken.insert(j);
            let (a, b) = (&gold[i], &found[j]);
            if a.kind != b.kind || overlap < 0.5 {
                continue;
            }
            self.entity.right += 1.0;
            self.names.gold += 1.0;
            self.names.right += f64::from(u8::from(a.name == b.name));
            if let (EntityKind::Person, Some(role)) = (a.kind, a.role.as_deref().filter(|role| !role.is_empty())) {
                let theirs = b.role.as_deref().unwrap_or("");
                let right = role == theirs || !long_words(role).is_disjoint(&long_words(theirs));
                self.roles.gold += 1.0;
                self.roles.right += f64::from(u8::from(right));
            }
        }
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let kind = |name: &str| self.kinds.get(name).copied().unwrap_or_default();
        let share = |count: &Count| count.right / count.gold.max(1e-9);
        let [p, r] = self.cubed.map(|(sum, n)| sum / f64::max(n, 1e-9));
        let row = [
            self.mention.f1(),
            self.typed.f1(),
            kind("person").f1(),
            kind("organisation").f1(),
            kind("place").f1(),
            kind("other").f1(),
            2.0 * p * r / (p + r).max(1e-9),
            self.entity.f1(),
            share(&self.names),
            share(&self.roles),
        ];
        row.iter().try_for_each(|value| write!(f, "{value:>8.3}"))?;
        let org = kind("organisation");
        write!(f, "  ({:.3} {:.3})", org.right / org.found.max(1e-9), org.right / org.gold.max(1e-9))
    }
}

/// One line of predictions as the evaluation script reads them.
pub fn line(id: &str, text: &str, entities: &[Entity]) -> String {
    let offsets = corpora::byte_offsets(text);
    let point = |byte: usize| offsets.partition_point(|&at| at < byte);
    let entity = |(at, entity): (usize, &Entity)| {
        let mentions: Vec<_> = entity.mentions.iter().map(|&(start, end)| [point(start), point(end)]).collect();
        json!({ "id": at, "type": spelled(entity.kind), "name": entity.name, "role": entity.role, "mentions": mentions })
    };
    let entities: Vec<_> = entities.iter().enumerate().map(entity).collect();
    format!("{}\n", json!({ "id": id, "quotes": [], "entities": entities }))
}
