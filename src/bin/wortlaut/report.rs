//! One article's analysis as text for people.

use std::fmt::Write;
use wortlaut::analysis::{Analysis, Entity, MentionForm, Quote};
use wortlaut::{Error, Options, Span, Unit, analyse};

/// Quotations with their speakers, entities, voices, and what was left out.
pub fn report(text: &str) -> Result<String, Error> {
    let options = Options { unit: Unit::Bytes, ..Options::default() };
    let analysis = analyse(text, &options)?;
    let mut out = String::new();
    quotations(&mut out, text, &analysis);
    entities(&mut out, &analysis);
    voices(&mut out, &analysis);
    left_out(&mut out, text, &analysis);
    Ok(out)
}

fn quotations(out: &mut String, text: &str, analysis: &Analysis) {
    line(out, format_args!("Quotations ({})", analysis.quotes.len()));
    for quote in &analysis.quotes {
        let inside = quote.inside.map_or(String::new(), |outer| format!(", inside {outer}"));
        line(out, format_args!("{:>4}  {}  [{}{inside}]", quote.id, speaker(text, analysis, quote), name_of(&quote.kind)));
        line(out, format_args!("      {}", words(text, &quote.spans)));
        if !quote.cue.is_empty() {
            line(out, format_args!("      cue: {}", words(text, &quote.cue)));
        }
    }
}

fn speaker(text: &str, analysis: &Analysis, quote: &Quote) -> String {
    let Some(speaker) = &quote.speaker else {
        return "unknown".to_owned();
    };
    let words = words(text, &speaker.spans);
    match speaker.entity.and_then(|id| entity(analysis, id)) {
        Some(entity) if entity.name != words => format!("{} ({}: {words})", entity.name, name_of(&speaker.how)),
        _ => words,
    }
}

fn entities(out: &mut String, analysis: &Analysis) {
    line(out, format_args!("\nEntities ({})", analysis.entities.len()));
    for entity in &analysis.entities {
        let named = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name).count();
        let role = entity.role.as_ref().map_or(String::new(), |role| format!(", {role}"));
        let party = entity.party.as_ref().map_or(String::new(), |party| format!(", {party}"));
        let age = entity.age.map_or(String::new(), |age| format!(", {age}"));
        let (name, kind, all) = (&entity.name, name_of(&entity.kind), entity.mentions.len());
        line(out, format_args!("  {name}  [{kind}{role}{age}{party}]  named {named}, mentioned {all} times"));
    }
}

fn voices(out: &mut String, analysis: &Analysis) {
    line(out, format_args!("\nVoices"));
    for voice in &analysis.voices {
        let name = voice.entity.and_then(|id| entity(analysis, id)).map_or("unknown", |entity| &entity.name);
        line(out, format_args!("  {:>3.0} %  {name}: {} quotations, {} words", voice.share * 100.0, voice.quotes, voice.words));
    }
}

fn left_out(out: &mut String, text: &str, analysis: &Analysis) {
    for mark in &analysis.marks {
        let span = Span { start: mark.start, end: mark.end };
        line(out, format_args!("\nQuotes nobody ({}): {}", name_of(&mark.kind), words(text, &[span])));
    }
    for block in &analysis.blocks {
        if let Some(why) = block.why {
            let span = Span { start: block.start, end: block.end };
            line(out, format_args!("\nNot read ({}): {}", name_of(&why), words(text, &[span])));
        }
    }
}

fn entity(analysis: &Analysis, id: u32) -> Option<&Entity> {
    analysis.entities.iter().find(|entity| entity.id == id)
}

/// The words of all spans on one line.
fn words(text: &str, spans: &[Span]) -> String {
    let pieces: Vec<String> = spans.iter().map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    pieces.join(" … ")
}

/// A value's name as the public value spells it.
fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn line(out: &mut String, words: std::fmt::Arguments) {
    // writing into a string never fails
    let _ = writeln!(out, "{words}");
}
