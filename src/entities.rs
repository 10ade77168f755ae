//! From names to entities: one entity a name, with aliases, role, and everything else that refers to it.

mod forms;
mod gender;
mod grouping;
mod references;
mod roles;

use crate::analysis::{EntityKind, MentionForm};
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use std::ops::Range;

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
}

/// Gathers names into entities, then adjectives, compounds, descriptions and pronouns that refer to one.
pub fn gather(reading: &Reading, names: &[Name], models: &Models) -> Vec<Entity> {
    let groups = grouping::group(reading, names, &models.gazetteer);
    let naming = grouping::naming(reading.tokens.len(), names, &groups);
    let mut entities: Vec<Entity> = groups
        .iter()
        .map(|group| {
            let mention = |&name: &usize| Reference { tokens: names[name].tokens.clone(), form: MentionForm::Name };
            Entity {
                kind: group.kind,
                name: grouping::display_name(reading, names, group, &models.gazetteer),
                role: None,
                age: None,
                party: None,
                mentions: group.names.iter().map(mention).collect(),
            }
        })
        .collect();
    roles::find(reading, &naming, &mut entities);
    references::find(reading, &naming, models, &mut entities);
    entities
}

/// The entity that the words `tokens` name or refer to: of those whose mentions overlap them a person before an
/// organisation before others, and the first among equals; `None` where no mention overlaps.
pub fn behind(entities: &[Entity], tokens: &Range<usize>) -> Option<usize> {
    let rank = |kind: EntityKind| match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
        EntityKind::Other => 3,
    };
    let touching = |(id, entity): (usize, &Entity)| {
        let from = entity.mentions.partition_point(|mention| mention.tokens.end <= tokens.start);
        let mention = entity.mentions.get(from).filter(|mention| mention.tokens.start < tokens.end)?;
        let loose = !matches!(mention.form, MentionForm::Name | MentionForm::Description | MentionForm::Pronoun);
        Some(((loose, rank(entity.kind), mention.tokens.start), id))
    };
    entities.iter().enumerate().filter_map(touching).min().map(|(_, id)| id)
}
