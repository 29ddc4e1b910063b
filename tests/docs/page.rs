//! A page of documentation: its commands and what they are said to print.

use std::path::PathBuf;

/// Stands for any text in an expectation.
const ANYTHING: char = '…';

/// Folders and file types that make a word in backticks a path of this project.
const FOLDERS: [&str; 8] = ["api/", "crates/", "docs/", "migrations/", "tests/", ".ci/", ".cargo/", ".env."];

/// A Markdown file.
pub(super) struct Page {
    /// Folder that its links start from.
    folder: PathBuf,
    text: String,
}

/// The folder of the project.
pub(super) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

impl Page {
    pub(super) fn read(name: &str) -> Self {
        let path = root().join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { folder: path.parent().map(PathBuf::from).unwrap_or_default(), text }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The fenced blocks of a language.
    pub(super) fn blocks(&self, language: &str) -> Vec<String> {
        let (mut blocks, mut block) = (Vec::new(), None::<(bool, String)>);
        for line in self.text.lines() {
            match (&mut block, line.strip_prefix("```")) {
                (None, Some(named)) => block = Some((named == language, String::new())),
                (Some(_), Some(_)) => blocks.extend(block.take().filter(|(wanted, _)| *wanted).map(|(_, text)| text)),
                (Some((_, text)), None) => *text += &format!("{line}\n"),
                (None, None) => {}
            }
        }
        blocks
    }

    /// All commands, in their order.
    pub(super) fn script(&self) -> String {
        self.blocks("sh").concat()
    }

    /// What the commands print, from the comments `# => text`, in their order.
    pub(super) fn expectations(&self) -> Vec<String> {
        let script = self.script();
        script.lines().filter_map(|line| line.split_once("# => ")).map(|(_, text)| text.trim().to_owned()).collect()
    }

    /// Files of this project that the page names in backticks or links to.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let is_path = |word: &&str| {
            FOLDERS.iter().any(|folder| word.starts_with(folder)) && !word.contains(['{', '*', '<', ' ', '\n'])
        };
        let words = self.text.split('`').skip(1).step_by(2).filter(is_path).map(|word| root().join(word));
        let links = self.text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        let links = links.filter(|target| !target.contains("://")).map(|target| self.folder.join(target));
        words.chain(links).collect()
    }
}

/// The first expectation that `printed` does not meet; each is looked for behind the one before.
pub(super) fn first_missing<'a>(expected: &'a [String], printed: &str) -> Option<&'a str> {
    let mut rest = printed;
    for text in expected {
        for part in text.split(ANYTHING).map(str::trim).filter(|part| !part.is_empty()) {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return Some(text),
            }
        }
    }
    None
}

#[test]
fn expectations_are_met_in_order_or_not_at_all() {
    let expected = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let printed = "registered\n404 not_found\nassigned\n";
    assert_eq!(first_missing(&expected(&["registered", "40…found", "assigned"]), printed), None);
    assert_eq!(first_missing(&expected(&["assigned", "registered"]), printed), Some("registered"));
    assert_eq!(first_missing(&expected(&["registered", "registered"]), printed), Some("registered"));
}
