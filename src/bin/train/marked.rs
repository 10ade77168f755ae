//! Reads articles with marks in their text: `models/articles/*.xml`, whose notation the README beside them describes.

use crate::corpora::{Article, Entity, Ids, Quote, Range};
use roxmltree::{Document, Node};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The articles of a folder's files, in the order of their names.
pub fn articles(folder: &Path) -> Result<Vec<Article>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(|error| failed(&error))?;
    let mut files =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(|e| failed(&e))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| failed(&error))?;
        let document = Document::parse(&text).map_err(|error| failed(&error))?;
        for node in document.root_element().children().filter(|node| node.has_tag_name("article")) {
            out.push(article(node).map_err(|error| failed(&format!("{}: {error}", value(node, "id"))))?);
        }
    }
    Ok(out)
}

/// An attribute, or nothing.
fn value<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_default()
}

/// Numbers between commas.
fn numbers(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(|number| !number.is_empty())
}

fn id(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("{text:?} is no number"))
}

/// A marked stretch of text.
struct Mark<'a, 'input> {
    node: Node<'a, 'input>,
    range: Range,
}

/// Adds the text of `node` to `text` and its marks to `marks`.
fn collect<'a, 'input>(node: Node<'a, 'input>, text: &mut String, length: &mut usize, marks: &mut Vec<Mark<'a, 'input>>) {
    for child in node.children() {
        if let Some(words) = child.text().filter(|_| child.is_text()) {
            text.push_str(words);
            *length += words.chars().count();
        } else if child.is_element() {
            let (at, start) = (marks.len(), *length);
            marks.push(Mark { node: child, range: (start, start) });
            collect(child, text, length, marks);
            marks[at].range.1 = *length;
        }
    }
}

fn article(node: Node) -> Result<Article, String> {
    let part = |name| node.children().find(|child| child.has_tag_name(name)).ok_or_else(|| format!("no <{name}>"));
    let mut out = Article { id: value(node, "id").to_owned(), genre: value(node, "genre").to_owned(), ..Article::default() };
    let mut marks = Vec::new();
    collect(part("text")?, &mut out.text, &mut 0, &mut marks);
    let of = |tag: &'static str| marks.iter().filter(move |mark| mark.node.has_tag_name(tag));
    for entity in part("entities")?.children().filter(Node::is_element) {
        let named = of("n").filter(|mark| value(mark.node, "e") == value(entity, "id"));
        out.entities.push(Entity {
            id: id(value(entity, "id"))?,
            kind: value(entity, "type").to_owned(),
            name: entity.text().unwrap_or_default().to_owned(),
            role: entity.attribute("role").map(str::to_owned),
            mentions: named.map(|mark| mark.range).collect(),
        });
    }
    let mut places: HashMap<&str, usize> = HashMap::new();
    for mark in of("q") {
        let number = value(mark.node, "id");
        if let Some(&at) = places.get(number) {
            out.quotes[at].quote.push(mark.range);
            continue;
        }
        places.insert(number, out.quotes.len());
        let about = |tag| of(tag).filter(|other| numbers(value(other.node, "q")).any(|quote| quote == number));
        let words = of("s").filter(|other| value(other.node, "id") == value(mark.node, "s"));
        out.quotes.push(Quote {
            kind: kind(value(mark.node, "t"))?.to_owned(),
            quote: vec![mark.range],
            speaker: words.map(|other| other.range).collect(),
            cue: about("c").map(|other| other.range).collect(),
            addressee: about("a").map(|other| other.range).collect(),
            nested: mark.node.ancestors().skip(1).any(|outer| outer.has_tag_name("q")),
            ..Quote::default()
        });
        let ids = numbers(value(mark.node, "e")).map(id).collect::<Result<Vec<_>, _>>()?;
        out.quote_speakers.push(match ids[..] {
            [] => Ids::None,
            [one] => Ids::One(one),
            _ => Ids::Many(ids),
        });
    }
    let noted = |tag, key| of(tag).map(|mark| (mark.range.0, mark.range.1, value(mark.node, key).to_owned())).collect();
    out.clutter = noted("x", "why");
    out.marks = noted("m", "k");
    out.tokens = tokens(&out.text);
    Ok(out)
}

/// Words, numbers and every other mark, as the measures count them.
fn tokens(text: &str) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::new();
    let mut before = None;
    for (at, letter) in text.chars().enumerate() {
        let class = if letter.is_numeric() { Some(1) } else { letter.is_alphabetic().then_some(2) };
        match out.last_mut() {
            Some(open) if class.is_some() && class == before => open.1 = at + 1,
            _ if !letter.is_whitespace() => out.push((at, at + 1)),
            _ => {}
        }
        before = class;
    }
    out
}

/// The type as the corpora spell it.
fn kind(letter: &str) -> Result<&'static str, String> {
    Ok(match letter {
        "D" => "Direct",
        "I" => "Indirect",
        "F" => "IndirectFreeIndirect",
        "E" => "FreeIndirect",
        "R" => "Reported",
        _ => return Err(format!("no type of quotation: {letter:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn marks_become_ranges_of_code_points() {
        let text = "<article id=\"a1\" genre=\"wire\"><entities><e id=\"1\" type=\"person\" role=\"Bürgermeisterin\">Ada Öz</e></entities>\
            <text><s id=\"1\">Ada <n e=\"1\">Öz</n></s> <c q=\"1,2\">sagte</c>, \
            <q id=\"1\" t=\"I\" s=\"1\" e=\"1\">es sei <q id=\"2\" t=\"D\" s=\"1\" e=\"1\">„gut“</q></q>.</text></article>";
        let document = Document::parse(text).expect("well-formed");
        let article = article(document.root_element()).expect("complete");
        assert_eq!(article.text, "Ada Öz sagte, es sei „gut“.");
        assert_eq!(article.entities[0].mentions, [(4, 6)]);
        assert_eq!(article.tokens[..4], [(0, 3), (4, 6), (7, 12), (12, 13)]);
        let [outer, inner] = &article.quotes[..] else { panic!("two quotations") };
        assert_eq!((&outer.quote[..], &inner.quote[..]), (&[(14, 26)][..], &[(21, 26)][..]));
        assert_eq!((outer.kind.as_str(), inner.kind.as_str()), ("Indirect", "Direct"));
        assert_eq!((&outer.speaker[..], &inner.cue[..]), (&[(0, 6)][..], &[(7, 12)][..]));
        assert_eq!((outer.nested, inner.nested), (false, true));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = "<article id=\"a1\"><entities/><text><q id=\"1\" t=\"Z\">x</q></text></article>";
        let document = Document::parse(text).expect("well-formed");
        assert!(article(document.root_element()).is_err_and(|error| error.contains("\"Z\"")));
    }

    #[test]
    fn every_article_is_whole() {
        let articles = articles(Path::new("models/articles")).expect("all can be read");
        let ids: HashSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        assert_eq!(ids.len(), articles.len());
        for article in &articles {
            let letters: Vec<char> = article.text.chars().collect();
            let whole =
                |&(start, end): &Range| start < end && !letters[start].is_whitespace() && !letters[end - 1].is_whitespace();
            assert!(
                article.entities.iter().all(|entity| !entity.mentions.is_empty()),
                "{}: an entity without a name",
                article.id
            );
            assert!(article.entities.iter().flat_map(|entity| &entity.mentions).all(whole), "{}: a name", article.id);
            for quote in &article.quotes {
                let parts = [&quote.quote, &quote.speaker, &quote.cue, &quote.addressee];
                assert!(parts.into_iter().flatten().all(whole), "{}: {:?}", article.id, quote.quote);
            }
        }
    }
}
