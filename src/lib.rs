//! Wortlaut reads a German news article and tells who says what, and who and what it is about.
//!
//! Text enters at one door, passes each stage once and leaves as one plain value, the [`Analysis`]:
//!
//! ```text
//! clean -> tokens -> tagging -> names -> entities -> looks -> frames -> quotes -> attribution -> analysis
//! ```
//!
//! Each stage is a module of that name. The core is deterministic, does no input or output and never panics on any text.

pub mod analysis;
pub mod assembly;
pub mod attribution;
pub mod clean;
pub mod encoding;
pub mod entities;
pub mod error;
pub mod frames;
pub mod gazetteer;
pub mod lexicon;
pub mod looks;
pub mod marks;
pub mod memory;
pub mod model;
pub mod models;
pub mod names;
pub mod order;
#[cfg(all(target_arch = "wasm32", not(feature = "plain")))]
pub mod packed;
pub mod parts;
#[cfg(all(target_arch = "wasm32", feature = "plain"))]
pub mod plain;
#[cfg(feature = "cli")]
pub mod prediction;
pub mod quotes;
pub mod reading;
pub mod span;
pub mod tagging;
pub mod tokens;
#[cfg(all(target_arch = "wasm32", not(feature = "plain")))]
pub mod wasm;

pub use analysis::Analysis;
pub use error::Error;
pub use memory::Memory;
pub use models::Models;
pub use span::{Span, Unit};

use assembly::Assembly;
use memory::Read;
use reading::Reading;
use tagging::Tagging;

/// Longest text that is analysed, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// What the caller may choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// In which unit positions are given.
    pub unit: Unit,
    /// Blocks that the reader took up again: clutter that overlaps one of these spans (bytes of the pasted text) is read
    /// as a paragraph.
    pub keep: Vec<Span>,
    /// Blocks that the markup of the pasted page tells, in order of the text; what stands between them is told apart by
    /// lines, as plain text is.
    pub markup: Vec<clean::Markup>,
}

/// Reads `text` with the built-in models.
///
/// # Panics
/// Never on text up to [`MAX_BYTES`]; a longer one gives [`Error::TextTooLong`] from [`analyse_with`].
#[cfg(feature = "embedded")]
pub fn analyse(text: &str, options: &Options) -> Result<Analysis, Error> {
    analyse_with(Models::embedded(), text, options, &|| true)
}

/// Reads `text` with `models`; `go_on` is asked once after each stage but the last (who counts knows how far it is) and ends
/// the analysis by answering `false`.
///
/// # Errors
/// [`Error::TextTooLong`], [`Error::Aborted`].
pub fn analyse_with(models: &Models, text: &str, options: &Options, go_on: &dyn Fn() -> bool) -> Result<Analysis, Error> {
    run(models, text, options, go_on, &mut Read::default(), &mut Memory::default(), |found| found.analysis())
}

/// [`analyse_with`] for one text after another, each nearly the one before: what an edit cannot change is taken from
/// `memory`. The result is the same. A memory serves one set of models.
///
/// # Errors
/// [`Error::TextTooLong`], [`Error::Aborted`].
pub fn analyse_again(
    models: &Models,
    text: &str,
    options: &Options,
    go_on: &dyn Fn() -> bool,
    memory: &mut Memory,
) -> Result<Analysis, Error> {
    analyse_as(models, text, options, go_on, memory, |found| found.analysis())
}

/// [`analyse_again`], where `finish` makes what is wanted of all that was found.
///
/// # Errors
/// [`Error::TextTooLong`], [`Error::Aborted`].
pub fn analyse_as<T>(
    models: &Models,
    text: &str,
    options: &Options,
    go_on: &dyn Fn() -> bool,
    memory: &mut Memory,
    finish: fn(&Assembly) -> T,
) -> Result<T, Error> {
    memory.begin(text, models);
    let mut read = std::mem::take(&mut memory.read);
    let result = run(models, text, options, go_on, &mut read, memory, finish);
    if memory.remembers() {
        memory.read = read;
    }
    if result.is_ok() {
        memory.end();
    }
    result
}

fn run<T>(
    models: &Models,
    text: &str,
    options: &Options,
    go_on: &dyn Fn() -> bool,
    read: &mut Read,
    memory: &mut Memory,
    finish: fn(&Assembly) -> T,
) -> Result<T, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::TextTooLong);
    }
    let check = || if go_on() { Ok(()) } else { Err(Error::Aborted) };
    let clean = clean::clean_again(text, options, memory);
    check()?;
    let change = tokens::split_again(&clean, read);
    check()?;
    read.tagging = tagging::read_again(&clean, &read.tokens, models, change, &mut memory.known);
    let reading = Reading::new(&clean, &read.tokens, &read.tagging);
    check()?;
    let names = names::find_again(&reading, models, memory);
    check()?;
    let entities = entities::gather_again(&reading, &names, models, memory);
    check()?;
    let least = if memory.remembers() { parts::LEAST_TOKENS_REMEMBERED } else { parts::LEAST_TOKENS };
    let findings = parts::read(&reading, &entities, models, least, memory, &check)?;
    if !findings.remembered() {
        // tags make room for the public value, which has none
        read.tagging = Tagging::default();
    }
    let reading = Reading::untagged(&clean, &read.tokens);
    Ok(finish(&Assembly::new(text, &reading, &entities, &findings, options)))
}
