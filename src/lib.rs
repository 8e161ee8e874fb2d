//! kuaixun (快讯): Markdown articles become a browsable site of numbered bulletin issues.
//!
//! The folders of this crate, in alphabetical order, are what it stands on and then how data flows:
//!
//! 1. [`content::read`]: the site's folder becomes [`content::Inputs`].
//! 2. [`content::parse`]: each file becomes a document, knowing no other.
//! 3. [`model::assemble()`]: documents become the [`model::Bulletin`]: numbers, names, links.
//! 4. [`plan::plan()`]: the bulletin becomes a [`plan::Plan`], a map from output path to view.
//! 5. [`plan::Plan::since`]: the difference from what was published.
//! 6. [`render::Renderer`]: one view becomes bytes.
//! 7. [`write::publish`]: bytes go to the output folder.
//!
//! [`compile`] does steps 2 to 4, [`publish`] does 5 to 7; [`app`] is the shell around them.

pub mod app;
pub mod base;
pub mod content;
pub mod import;
pub mod model;
pub mod plan;
pub mod render;
pub mod write;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use base::{Checked, Diagnostic, OutputPath, SourcePath};
use content::checks::accepted::Accepted;
use content::checks::{Level, settle};
use content::fonts::Press;
use content::proofreading::attached;
use content::{Documents, Inputs, Medium, Memo, Texts, config};
use plan::{Output, Plan, View};
use render::{RenderError, Rendered, Renderer};
use write::{Content, Owner, Product, PublishError, Report, Step, Work};

/// A site ready to be rendered.
pub struct Compiled {
    /// All files that shall exist.
    pub plan: Plan,
    /// Makes the bytes of each file.
    pub renderer: Renderer,
    /// Where it is written, from the site's folder, if the configuration says so.
    pub folder: Option<String>,
    /// The findings that the editor has accepted, and which of them were met.
    pub accepted: Accepted,
    /// How bad the findings of each rule are.
    levels: BTreeMap<String, Level>,
    /// The title of the site.
    title: String,
}

/// A picture of one pixel (PNG), in the place of any other where templates are tried.
const PIXEL: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\t\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82";

impl Compiled {
    /// The errors of templates that fail while they run, found by making one page of each kind.
    pub fn mistakes(&self) -> Vec<Diagnostic> {
        let any_picture = |_: &SourcePath| Ok(PIXEL.to_vec());
        let outputs = self.plan.samples().filter_map(|path| self.plan.output(path));
        let said = |output: Output| match self.renderer.render(&output.view, &any_picture) {
            Err(RenderError::Findings(findings)) => findings,
            _ => Vec::new(),
        };
        outputs.flat_map(said).collect()
    }

    /// A page that shows all parts of pages as they look on this site, and needs no other file.
    ///
    /// # Errors
    /// A finding with what the template engine says.
    pub fn preview(&self) -> Result<Vec<u8>, Diagnostic> {
        let path = OutputPath::new("404.html").expect("a path");
        let Some(View::NotFound(page)) = self.plan.output(&path).map(|output| output.view) else {
            unreachable!("every site has this page");
        };
        self.renderer.preview(&page)
    }

    /// The errors in a file that is published as it is: private data that readers would find.
    ///
    /// # Errors
    /// When the system refuses to read it.
    fn errors_in(&self, path: &SourcePath, root: &Path) -> io::Result<Vec<Diagnostic>> {
        let file = write::open(&root.join(path.as_str()))?;
        let mut accepted = self.accepted.clone();
        let found = settle(attached::findings(path, file)?, &self.levels, |_| &[]);
        Ok(found.into_iter().filter(|one| one.is_error() && !accepted.meets(one)).collect())
    }
}

/// Compiles inputs to a plan, reusing what `memo` remembers of files that did not change. `texts`
/// holds the texts of all other articles ([`Memo::unknown`]). One site is made, whatever `outputs` of the
/// configuration are.
///
/// There is a value even when there are errors, so that a preview can go on. Only a theme that does
/// not compile gives `None`.
pub fn compile(inputs: &Inputs, texts: Texts, memo: &mut Memo) -> Checked<Option<Compiled>> {
    let mut findings = Vec::new();
    let documents = content::parse(inputs, texts, memo).unpack(&mut findings);
    let compiled = one(inputs, &documents, None, findings);
    // Freeing the documents of a large site takes time, and nobody has to wait for that.
    rayon::spawn(move || drop(documents));
    compiled
}

/// The same for each of the configuration's `outputs`, parsing once; the site itself where it has none.
pub fn compile_all(inputs: &Inputs, texts: Texts, memo: &mut Memo) -> Checked<Vec<Compiled>> {
    let mut read = Vec::new();
    let documents = content::parse(inputs, texts, memo).unpack(&mut read);
    let outputs = &documents.config.outputs;
    let mut findings = Vec::new();
    let sites = if outputs.is_empty() {
        one(inputs, &documents, None, read).unpack(&mut findings).into_iter().collect()
    } else {
        let of_output = |output: &config::outputs::Output| {
            let config = documents.config.of_output(output);
            let documents = Documents { config, ..documents.clone() };
            let folder = Some(output.folder.clone());
            one(inputs, &documents, folder, read.clone()).unpack(&mut findings)
        };
        outputs.iter().filter_map(of_output).collect()
    };
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    // A column is empty only where no site has anything in it.
    let whole = sites_of_all(&documents.config);
    let count = |one: &Diagnostic| findings.iter().filter(|other| *other == one).count();
    let shown: Vec<bool> =
        findings.iter().map(|one| one.code != "column-empty" || count(one) >= whole).collect();
    let mut shown = shown.into_iter();
    findings.retain(|_| shown.next().unwrap_or(true));
    // How a column stands is told once, of the first site.
    let of_column = |one: &Diagnostic| ["column-empty", "column-stale"].contains(&one.code);
    findings.dedup_by(|one, before| {
        one == before || of_column(one) && (one.code, &one.at) == (before.code, &before.at)
    });
    rayon::spawn(move || drop(documents));
    Checked::with(sites, findings)
}

/// How many sites show all publications: only these are asked how their columns stand.
fn sites_of_all(config: &content::Config) -> usize {
    let whole = config.outputs.iter().filter(|output| output.publications.is_empty()).count();
    if config.outputs.is_empty() { 1 } else { whole }
}

/// Compiles one site. `findings` are those of its files.
fn one(
    inputs: &Inputs,
    documents: &Documents,
    folder: Option<String>,
    mut findings: Vec<Diagnostic>,
) -> Checked<Option<Compiled>> {
    let bulletin = model::assemble(inputs, documents).unpack(&mut findings);
    let config = &documents.config;
    let press = if config.editions.contains(&Medium::Pdf) {
        Press::of(&inputs.fonts, &config.print)
    } else {
        Press::default()
    };
    let absent = press.absent.iter();
    findings.extend(absent.map(|name| Diagnostic::warning("unknown-font").with("name", name)));
    let (plan, site) = plan::plan(bulletin, &documents.theme, &press);
    let plan = plan.unpack(&mut findings);
    let renderer = Renderer::new(&documents.theme, press, &site).unpack(&mut findings);
    let allowed = |finding: &Diagnostic| {
        let file = finding.at.as_ref().map(|span| &span.file);
        let place = documents.documents.binary_search_by_key(&file, |known| Some(&known.path));
        place.map_or(&[][..], |place| &documents.documents[place].allows)
    };
    let (levels, title) = (config.checks.clone(), config.title.clone());
    let mut findings = settle(findings, &levels, allowed);
    let mut accepted = documents.accepted.clone();
    findings.retain(|finding| !accepted.meets(finding));
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    Checked::with(
        renderer.map(|renderer| Compiled { plan, renderer, folder, accepted, levels, title }),
        findings,
    )
}

/// Makes the output folder match the plan. `root` is the site's folder, from which files are
/// copied. With `force` every file is made again and files that are not ours may be replaced.
/// `told` is called with each step.
///
/// # Errors
/// See [`PublishError`].
pub fn publish(
    site: &Compiled,
    root: &Path,
    output: &Path,
    force: bool,
    told: &(dyn Fn(Step) + Sync),
) -> Result<Report, PublishError> {
    let read = |path: &SourcePath| write::source(&root.join(path.as_str()));
    let failed =
        |path: &SourcePath, error: io::Error| PublishError::Io(root.join(path.as_str()), error);
    let make = |output: &Output| {
        Ok(match site.renderer.render(&output.view, &read) {
            Ok(Rendered::Bytes(bytes)) => Product::Content(Content::Bytes(bytes)),
            Ok(Rendered::Copy(path)) => {
                if attached::is_readable(path) {
                    let errors = site.errors_in(path, root);
                    let errors = errors.map_err(|error| failed(path, error))?;
                    if !errors.is_empty() {
                        return Err(PublishError::Render(errors));
                    }
                }
                Product::Content(Content::Copy(root.join(path.as_str())))
            }
            Ok(Rendered::Package(package)) => Product::Package(package.clone()),
            Err(RenderError::Findings(findings)) => return Err(PublishError::Render(findings)),
            Err(RenderError::Unreadable(path, error)) => {
                return Err(failed(&path, error));
            }
        })
    };
    let owner = Owner::new(root, &site.title);
    let work = Work { plan: &site.plan, owner: &owner, make: &make, told };
    write::publish(work, output, force).map_err(|error| match error {
        PublishError::Render(findings) => PublishError::Render(render::once_each(findings)),
        other => other,
    })
}
