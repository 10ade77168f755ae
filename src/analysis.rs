//! The public value: what was found in one text, as plain data.
//!
//! Field names may grow; none changes its meaning without a new [`SCHEMA`]. Positions are half-open and in the unit
//! that [`Options::unit`](crate::Options) names (UTF-16 code units for JavaScript).

use crate::span::Span;
use serde::Serialize;

/// Version of the public value.
pub const SCHEMA: u32 = 1;

/// What was found in one text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// Always [`SCHEMA`].
    pub schema: u32,
    /// Always `"de"`.
    pub language: &'static str,
    /// The text's blocks in order; together with the white space between them they cover the text.
    pub blocks: Vec<Block>,
    /// The sentences of all blocks that are not clutter.
    pub sentences: Vec<Span>,
    /// Who and what the text names, most salient first.
    pub entities: Vec<Entity>,
    /// Who says what, in order of their first words.
    pub quotes: Vec<Quote>,
    /// Quotation marks that quote nobody.
    pub marks: Vec<Mark>,
    /// Who is heard how much, loudest first.
    pub voices: Vec<Voice>,
}

/// A paragraph, headline or other block of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// First position.
    pub start: u32,
    /// Position behind the last.
    pub end: u32,
    /// What it is.
    pub kind: BlockKind,
    /// Why it counts as clutter (only for clutter).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<ClutterReason>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum BlockKind {
    Headline,
    Lead,
    Subheading,
    Paragraph,
    ListItem,
    Question,
    Caption,
    Clutter,
}

/// Why a block is no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ClutterReason {
    Consent,
    Player,
    Ad,
    Related,
    Newsletter,
    Share,
    Comments,
    Author,
    Paywall,
    Credit,
    Navigation,
    Pullquote,
}

/// Somebody or something that the text names.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// Number of the entity within this analysis.
    pub id: u32,
    /// Person, organisation, place or other.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// The fullest name in the text, in the nominative, without title.
    pub name: String,
    /// For people: the role words that the text gives.
    pub role: Option<String>,
    /// For people: the age, where the text gives it.
    pub age: Option<u32>,
    /// For people: the party, where the text gives it.
    pub party: Option<String>,
    /// Other forms of the name in the text.
    pub aliases: Vec<String>,
    /// How central the entity is to the article, 0 to 1.
    pub salience: f32,
    /// Where the text refers to it, in order.
    pub mentions: Vec<Mention>,
}

/// The four types of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    Other,
}

/// One place where the text refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mention {
    /// First position.
    pub start: u32,
    /// Position behind the last.
    pub end: u32,
    /// In which way the text refers.
    #[serde(rename = "as")]
    pub form: MentionForm,
}

/// In which way a mention refers. Only names are naming mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum MentionForm {
    Name,
    Adjective,
    Compound,
    Description,
    Pronoun,
}

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// Number of the quotation within this analysis.
    pub id: u32,
    /// One of the five types.
    #[serde(rename = "type")]
    pub kind: QuoteKind,
    /// The quoted words; several spans where a frame interrupts.
    pub spans: Vec<Span>,
    /// The quotation that this one stands in.
    pub inside: Option<u32>,
    /// Who says it, or nothing: never a guess without evidence.
    pub speaker: Option<Speaker>,
    /// The reporting words ("sagte", "teilte" … "mit", "laut").
    pub cue: Vec<Span>,
    /// The words around the quotation that introduce it, speaker and cue included.
    pub frame: Vec<Span>,
    /// To whom it is said ("der Neuen Osnabrücker Zeitung").
    pub addressee: Vec<Span>,
    /// How sure the analysis is, 0 to 1: of quotations given 0.8 about eight in ten are right.
    pub confidence: f32,
    /// The evidence, strongest first.
    pub why: Vec<Reason>,
}

/// The five types of quotation (Petersen-Frey and Biemann, LREC-COLING 2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteKind {
    /// Words as they were said, in quotation marks or as an interview answer.
    Direct,
    /// A reproduced proposition with a frame ("X sagte, dass …", "laut X …").
    Indirect,
    /// A speech act without its proposition ("X kritisierte den Plan.").
    Reported,
    /// Somebody's content without frame and without subjunctive.
    FreeIndirect,
    /// Somebody's content in the subjunctive, without a frame of its own.
    IndirectFreeIndirect,
}

/// The words that name the speaker, and the entity behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Speaker {
    /// The naming words.
    pub spans: Vec<Span>,
    /// The entity, where one is behind the words.
    pub entity: Option<u32>,
    /// How the words name the speaker.
    pub how: SpeakerForm,
}

/// How a speaker is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeakerForm {
    /// By name, with or without title.
    Name,
    /// By a description ("ein Sprecher der Polizei").
    Description,
    /// By a pronoun of the quotation's own frame.
    Pronoun,
    /// In an earlier or later sentence; the speech goes on.
    Carried,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Stable name of the rule or model that found it ("marks", "cue-verb", "subjunctive", …).
    pub rule: &'static str,
    /// The words it rests on.
    pub spans: Vec<Span>,
}

/// Quotation marks that quote nobody.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// First position.
    pub start: u32,
    /// Position behind the last.
    pub end: u32,
    /// What the marks do instead.
    pub kind: MarkKind,
}

/// What marks do that quote nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum MarkKind {
    Title,
    Nickname,
    Scare,
}

/// How much one speaker is heard.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Voice {
    /// Who; nothing for all quotations without a named speaker.
    pub entity: Option<u32>,
    /// Number of quotations, nested ones of the same speaker not counted.
    pub quotes: u32,
    /// Number of words quoted, each counted once.
    pub words: u32,
    /// Share of all quoted words, 0 to 1.
    pub share: f32,
}
