//! The documentation keeps its word: its commands run against a real service and print what it says they print, both
//! READMEs give the same commands, and what the pages list is what there is.

mod page;
mod service;

use page::Page;
use service::Service;

#[test]
fn the_walk_of_the_readme() {
    commands_do_what_the_page_says("README.md");
}

#[test]
fn the_api_guide() {
    commands_do_what_the_page_says("docs/API-GUIDE.md");
}

#[test]
fn the_operations_guide() {
    commands_do_what_the_page_says("docs/OPERATIONS.md");
}

/// All blocks of a page are one session in one shell, as a reader would have it.
fn commands_do_what_the_page_says(name: &str) {
    let page = Page::read(name);
    let expected = page.expectations();
    assert!(!expected.is_empty(), "{name} says nowhere what its commands print");
    let printed = Service::start().run(&page.script());
    if let Some(missing) = page::first_missing(&expected, &printed) {
        panic!("{name} promises `{missing}`, but that is not printed where it should be:\n{printed}");
    }
}

#[test]
fn both_readmes_give_the_same_commands() {
    let (english, chinese) = (Page::read("README.md"), Page::read("README.zh-CN.md"));
    assert_eq!(english.blocks("sh"), chinese.blocks("sh"));
    assert_eq!(english.blocks("console").len(), chinese.blocks("console").len());
}

#[test]
fn the_operations_guide_explains_every_key() {
    let page = Page::read("docs/OPERATIONS.md");
    for key in yingshang_api::config::KEYS {
        let default = if key.default.is_empty() { String::new() } else { format!("`{}` ", key.default) };
        let row = format!("| `{}` | {default}|", key.env);
        assert!(page.text().contains(&row), "docs/OPERATIONS.md has no row that begins with {row}");
    }
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let pages = [
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "docs/ADDING-A-RESOURCE.md",
        "docs/API-GUIDE.md",
        "docs/ARCHITECTURE.md",
        "docs/OPERATIONS.md",
        "docs/RULEBOOK.md",
    ];
    let mut missing = Vec::new();
    for name in pages {
        let paths = Page::read(name).paths();
        missing.extend(paths.into_iter().filter(|path| !path.exists()).map(|path| (name, path)));
    }
    assert!(missing.is_empty(), "named, but not there: {missing:?}");
}
