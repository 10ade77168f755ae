//! Every stage's labels under the words of one article.

use std::ops::Range;
use wortlaut::analysis::{BlockKind, EntityKind, QuoteKind};
use wortlaut::looks::Looks;
use wortlaut::reading::Reading;
use wortlaut::tagging::{Mood, Pos};
use wortlaut::{Error, Models, Options, attribution, clean, entities, frames, names, quotes, tagging, tokens};

/// Columns of one line.
const WIDTH: usize = 110;

const EMPTY: String = String::new();

/// Rows under the words, in the order of the stages.
const ROWS: [&str; 5] = ["tag", "name", "entity", "quote", "role"];

/// The blocks and sentences of `text`; under every word its tag, name, entities, quotations and its role in them.
///
/// Quotations show as type and number (`D0` direct, `I` indirect, `R` reported, `F` free indirect, `E` indirect free
/// indirect), roles as `s0` speaker, `c0` cue, `f0` frame, `a0` addressee of quotation 0.
pub fn inspect(text: &str) -> Result<String, Error> {
    let models = Models::embedded();
    let clean = clean::clean(text, &Options::default());
    let tokens = tokens::split(&clean);
    let tagging = tagging::read(&clean, &tokens, models);
    let reading = Reading::new(&clean, &tokens, &tagging);
    let names = names::find(&reading, models);
    let entities = entities::gather(&reading, &names, models);
    let looks = Looks::new(&reading, &entities, models);
    let frames = frames::find(&looks, models);
    let quotations = quotes::find(&looks, &frames, models);
    let attributions = attribution::attribute(&looks, &frames, &entities, &quotations.quotes, models);

    let mut labels: Vec<[String; 5]> =
        tagging.tags.iter().map(|tag| [pos(tag.pos, tag.mood), EMPTY, EMPTY, EMPTY, EMPTY]).collect();
    let mut add = |row: usize, tokens: &Range<usize>, label: &str| {
        for place in &mut labels[tokens.clone()] {
            if !place[row].is_empty() {
                place[row].push(' ');
            }
            place[row].push_str(label);
        }
    };
    for name in &names {
        add(1, &name.tokens, kind(name.kind));
    }
    for (id, entity) in entities.iter().enumerate() {
        entity.mentions.iter().for_each(|mention| add(2, &mention.tokens, &format!("{}{id}", kind(entity.kind))));
    }
    for (id, (quote, attribution)) in quotations.quotes.iter().zip(&attributions).enumerate() {
        quote.pieces.iter().for_each(|piece| add(3, piece, &format!("{}{id}", letter(quote.kind))));
        for (runs, letter) in
            [(&attribution.speaker, 's'), (&attribution.cue, 'c'), (&attribution.addressee, 'a'), (&attribution.frame, 'f')]
        {
            runs.iter().for_each(|run| add(4, run, &format!("{letter}{id}")));
        }
    }
    for (tokens, mark) in &quotations.marks {
        add(3, tokens, &format!("{mark:?}").to_lowercase());
    }

    let mut out = String::new();
    let mut sentences = reading.sentences.iter().peekable();
    for (index, block) in clean.blocks.iter().enumerate() {
        out.push_str(&match block.why {
            Some(why) => format!("# {:?}: {why:?}\n{}\n\n", block.kind, block.span.of(&clean.text)),
            None if block.kind == BlockKind::Paragraph => "# Paragraph\n\n".to_owned(),
            None => format!("# {:?}\n\n", block.kind),
        });
        while let Some(sentence) = sentences.next_if(|sentence| sentence.block == index) {
            show(&mut out, &reading, &labels, &sentence.tokens);
        }
    }
    for (id, entity) in entities.iter().enumerate() {
        let role = entity.role.as_deref().unwrap_or("–");
        out.push_str(&format!("{}{id} {}, role: {role}\n", kind(entity.kind), entity.name));
    }
    for (id, (quote, attribution)) in quotations.quotes.iter().zip(&attributions).enumerate() {
        let who = attribution.entity.map_or("–", |entity| &entities[entity].name);
        let rules: Vec<&str> = attribution.why.iter().map(|(rule, _)| *rule).collect();
        out.push_str(&format!("{}{id} {who}, {}, {}\n", letter(quote.kind), quote.rule, rules.join(", ")));
    }
    Ok(out)
}

/// The words of one sentence in lines of [`WIDTH`] columns, each with the rows that are not empty.
fn show<'a>(out: &mut String, reading: &Reading<'a>, labels: &'a [[String; 5]], tokens: &Range<usize>) {
    let width = |index: usize| {
        let longest = labels[index].iter().map(|label| label.chars().count()).max().unwrap_or(0);
        reading.word(index).chars().count().max(longest) + 1
    };
    let mut start = tokens.start;
    while start < tokens.end {
        let mut end = start;
        let mut used = 8;
        while end < tokens.end && (end == start || used + width(end) <= WIDTH) {
            used += width(end);
            end += 1;
        }
        let mut row = |title: &str, cell: &dyn Fn(usize) -> &'a str| {
            let mut line = format!("{title:8}");
            for index in start..end {
                line.push_str(&format!("{:1$}", cell(index), width(index)));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        };
        row("", &|index| reading.word(index));
        for (number, title) in ROWS.iter().enumerate() {
            if (start..end).any(|index| !labels[index][number].is_empty()) {
                row(title, &|index| &labels[index][number]);
            }
        }
        out.push('\n');
        start = end;
    }
}

fn pos(pos: Pos, mood: Mood) -> String {
    let mood = match mood {
        Mood::None => "",
        Mood::Indicative => "+",
        Mood::SubjunctiveI => "+I",
        Mood::SubjunctiveII => "+II",
        Mood::Imperative => "!",
    };
    format!("{}{mood}", format!("{pos:?}").to_lowercase())
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "per",
        EntityKind::Organisation => "org",
        EntityKind::Place => "loc",
        EntityKind::Other => "oth",
    }
}

fn letter(kind: QuoteKind) -> char {
    match kind {
        QuoteKind::Direct => 'D',
        QuoteKind::Indirect => 'I',
        QuoteKind::Reported => 'R',
        QuoteKind::FreeIndirect => 'F',
        QuoteKind::IndirectFreeIndirect => 'E',
    }
}
