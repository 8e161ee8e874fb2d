//! The ways in which editors save and tools change files, done for real, and seen by a real watcher.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support;
use crate::support::{Preview, Site, assert_same};
use kuaixun::app::preview::{Stage, turns};
use kuaixun::app::watch;

/// A site with a watcher and a preview that follow it.
struct Watched {
    site: Site,
    preview: Preview,
    stage: Arc<Stage>,
}

impl Watched {
    fn new(poll: bool) -> Self {
        let site = Site::new();
        for name in ["a", "b"] {
            site.article(&format!("content/news/{name}.md"), name, "", "起初。");
        }
        let (mut session, watcher) = watch::open(site.options(), poll).expect("a watched site");
        let preview = Preview::new(&site.root(), Some(watcher.pulse()));
        let stage = preview.stage();
        preview.turn(&mut session);
        let behind = Arc::clone(&stage);
        // It ends with the test's process.
        std::thread::spawn(move || turns::follow(session, watcher, &behind));
        Self { site, preview, stage }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.site.root().join(path)
    }

    /// Waits until a page answers with something.
    fn shows(&self, page: &str, what: &str) {
        self.waits(&format!("{page} shows {what}"), || {
            let answer = self.preview.get(page);
            answer.status == 200 && answer.text().contains(what)
        });
    }

    /// Waits until a page is gone.
    fn lacks(&self, page: &str) {
        self.waits(&format!("{page} is gone"), || self.preview.get(page).status == 404);
    }

    /// Waits for one new state after the other until one of them is right.
    fn waits(&self, what: &str, is_right: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        let mut scenes = self.stage.follow();
        while !is_right() {
            assert!(Instant::now() < deadline, "never: {what}");
            self.preview.block_on(async {
                let _ = tokio::time::timeout(Duration::from_millis(200), scenes.changed()).await;
            });
        }
    }

    /// What is shown equals a clean build.
    fn is_right(&self) {
        assert_same(&self.site.clean_build(), &self.preview.shown());
    }

    fn turn(&self) -> u64 {
        self.stage.scene().turn
    }
}

fn article(text: &str) -> String {
    format!("---\ntitle: 题\ndate: 2007-03-20\n---\n\n{text}\n")
}

#[test]
fn a_file_written_in_place_as_notepad_does() {
    let watched = Watched::new(false);
    fs::write(watched.path("content/news/a.md"), article("记事本。")).unwrap();
    watched.shows("/news/a.html", "记事本。");
    watched.is_right();
}

#[test]
fn a_file_renamed_aside_and_written_anew_as_vim_does() {
    let watched = Watched::new(false);
    let (file, aside) = (watched.path("content/news/a.md"), watched.path("content/news/a.md~"));
    let probe = watched.path("content/news/4913");
    fs::write(&probe, "").unwrap();
    fs::remove_file(&probe).unwrap();
    fs::rename(&file, &aside).unwrap();
    fs::write(&file, article("编辑器。")).unwrap();
    fs::remove_file(&aside).unwrap();
    watched.shows("/news/a.html", "编辑器。");
    watched.is_right();
}

#[test]
fn a_file_renamed_over_as_code_editors_do() {
    let watched = Watched::new(false);
    let (file, fresh) = (watched.path("content/news/a.md"), watched.path("content/news/.a.md.x1"));
    for text in ["第一次。", "第二次。"] {
        fs::write(&fresh, article(text)).unwrap();
        fs::rename(&fresh, &file).unwrap();
        watched.shows("/news/a.html", text);
    }
    watched.is_right();
}

#[test]
fn a_file_exchanged_through_temporary_names_as_word_does() {
    let watched = Watched::new(false);
    let at = |name: &str| watched.path(&format!("content/news/{name}"));
    fs::write(at("~$a.md"), "所有者").unwrap();
    fs::write(at("~WRD0001.tmp"), article("字处理。")).unwrap();
    fs::rename(at("a.md"), at("~WRL0002.tmp")).unwrap();
    fs::rename(at("~WRD0001.tmp"), at("a.md")).unwrap();
    fs::remove_file(at("~WRL0002.tmp")).unwrap();
    fs::remove_file(at("~$a.md")).unwrap();
    watched.shows("/news/a.html", "字处理。");
    watched.is_right();
}

#[test]
fn a_file_edited_by_sed() {
    let watched = Watched::new(false);
    let file = watched.path("content/news/a.md");
    let status = Command::new("sed").args(["-i", "s/起初/替换/"]).arg(&file).status();
    assert!(status.expect("sed").success());
    watched.shows("/news/a.html", "替换。");
    watched.is_right();
}

#[test]
fn renamed_deleted_and_new_files() {
    let watched = Watched::new(false);
    fs::rename(watched.path("content/news/a.md"), watched.path("content/news/c.md")).unwrap();
    watched.shows("/news/c.html", "起初。");
    watched.lacks("/news/a.html");
    fs::remove_file(watched.path("content/news/b.md")).unwrap();
    watched.lacks("/news/b.html");
    assert!(watched.preview.get("/news/b.html").text().contains("<a href=\"/\">"));
    watched.is_right();
}

#[test]
fn folders_made_moved_and_removed() {
    let watched = Watched::new(false);
    // Files are in the new folders before anybody can have begun to watch them.
    watched.site.article("content/bulletins/kx/2007-01/x.md", "新", "", "深处。");
    watched.shows("/bulletins/kx/2007-01/x.html", "深处。");
    watched.site.article("content/bulletins/kx/2007-01/y.md", "新", "", "后来。");
    watched.shows("/bulletins/kx/2007-01/y.html", "后来。");
    let (from, to) = ("content/bulletins/kx/2007-01", "content/bulletins/kx/2007-02");
    fs::rename(watched.path(from), watched.path(to)).unwrap();
    watched.shows("/bulletins/kx/2007-02/x.html", "深处。");
    watched.lacks("/bulletins/kx/2007-01/x.html");
    watched.site.article("content/bulletins/kx/2007-02/z.md", "新", "", "搬家以后。");
    watched.shows("/bulletins/kx/2007-02/z.html", "搬家以后。");
    fs::remove_dir_all(watched.path("content/bulletins")).unwrap();
    watched.lacks("/bulletins/kx/2007-02/x.html");
    watched.is_right();
}

#[test]
fn a_folder_that_becomes_a_file_and_the_other_way_round() {
    let watched = Watched::new(false);
    watched.site.article("content/news/z/q.md", "旧", "", "文件夹里。");
    watched.shows("/news/z/q.html", "文件夹里。");
    fs::remove_dir_all(watched.path("content/news/z")).unwrap();
    watched.site.write("content/news/z", "文件");
    watched.site.article("content/news/new.md", "新", "", "同时。");
    watched.shows("/news/new.html", "同时。");
    watched.lacks("/news/z/q.html");
    fs::remove_file(watched.path("kuaixun.yaml")).unwrap();
    fs::create_dir(watched.path("kuaixun.yaml")).unwrap();
    watched.waits("the error", || !watched.stage.scene().is_now_good());
    fs::remove_dir(watched.path("kuaixun.yaml")).unwrap();
    watched.site.write("kuaixun.yaml", "title: 又好了\n");
    watched.shows("/", "又好了");
    watched.is_right();
}

#[test]
fn the_whole_site_removed_and_put_back() {
    let watched = Watched::new(false);
    let (root, aside) = (watched.site.root(), watched.site.root().with_extension("aside"));
    fs::rename(&root, &aside).unwrap();
    fs::create_dir_all(root.join("content/news")).unwrap();
    fs::copy(aside.join("kuaixun.yaml"), root.join("kuaixun.yaml")).unwrap();
    watched.site.article("content/news/a.md", "甲", "", "另一个文件夹。");
    watched.shows("/news/a.html", "另一个文件夹。");
    watched.site.article("content/news/a.md", "甲", "", "还看着它。");
    watched.shows("/news/a.html", "还看着它。");
    watched.is_right();
}

#[test]
fn the_whole_content_removed_and_made_again() {
    let watched = Watched::new(false);
    fs::remove_dir_all(watched.path("content")).unwrap();
    watched.waits("the error", || !watched.stage.scene().is_now_good());
    // Without content nothing is published, so the last good site stays.
    assert_eq!(watched.preview.get("/news/a.html").status, 200);
    watched.site.article("content/news/again.md", "又", "", "重来。");
    watched.shows("/news/again.html", "重来。");
    watched.site.article("content/news/again.md", "又", "", "再改。");
    watched.shows("/news/again.html", "再改。");
    watched.is_right();
}

#[test]
fn configuration_data_theme_and_static_files() {
    let watched = Watched::new(false);
    let settings = "title: 新的名称\nchecks: {unit-missing: off}\n";
    watched.site.write("kuaixun.yaml", settings);
    watched.shows("/", "新的名称");
    watched.site.article("content/news/a.md", "甲", "unit: 甲局\n", "文。");
    watched.shows("/units/", "甲局");
    watched.site.write("data/units.yaml", "- {name: 甲局全称, short: 甲, aliases: [甲局]}\n");
    watched.shows("/news/", "<span class=\"by\">甲</span>");
    watched.site.write("themes/default/assets/site.css", "/* 新样式 */");
    watched.shows("/assets/site.css", "新样式");
    watched.site.write("static/robots/a.txt", "静态");
    watched.shows("/robots/a.txt", "静态");
    watched.is_right();
}

#[test]
fn a_file_caught_half_written_or_empty() {
    let watched = Watched::new(false);
    let file = watched.path("content/news/a.md");
    fs::write(&file, "").unwrap();
    watched.waits("the error", || !watched.stage.scene().is_now_good());
    assert!(watched.preview.get("/news/a.html").text().contains("起初。"));
    fs::write(&file, "---\ntitle: 半").unwrap();
    watched.waits("another error", || {
        watched.stage.scene().findings.iter().any(|found| found.code == "front-matter-unclosed")
    });
    fs::write(&file, article("写完了。")).unwrap();
    watched.shows("/news/a.html", "写完了。");
    assert!(watched.stage.scene().findings.is_empty());
    watched.is_right();
}

#[test]
fn two_saves_within_fifty_milliseconds_are_one_turn() {
    let watched = Watched::new(false);
    let file = watched.path("content/news/a.md");
    for attempt in 0..20 {
        let before = watched.turn();
        let started = Instant::now();
        fs::write(&file, article(&format!("先{attempt}。"))).unwrap();
        std::thread::sleep(Duration::from_millis(25));
        let last = format!("后{attempt}。");
        fs::write(&file, article(&last)).unwrap();
        let was_quick = started.elapsed() < Duration::from_millis(50);
        // Nobody asks for the page meanwhile, so nobody hurries.
        watched.waits("a turn", || watched.turn() > before);
        watched.shows("/news/a.html", &last);
        // On a busy machine a pause can grow; what took longer shows nothing.
        if was_quick {
            assert_eq!(watched.turn(), before + 1);
            return;
        }
    }
    panic!("no two saves came within 50 ms");
}

#[test]
fn a_checkout_of_a_thousand_files_is_one_turn() {
    let watched = Watched::new(false);
    let root = watched.site.root();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "gc.auto=0"];
        let output =
            Command::new("git").arg("-C").arg(&root).args(identity).args(arguments).output();
        let output = output.expect("git");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "一"]);
    git(&["checkout", "-q", "-b", "more"]);
    for number in 0..1000 {
        let path = format!("content/news/{}/n{number}.md", number % 10);
        watched.site.article(&path, &format!("第{number}篇"), "", "文。");
    }
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "千"]);
    // A busy machine may stop the tool in the middle for longer than a change takes to settle.
    let was_one_turn = (0..5).any(|_| {
        git(&["checkout", "-q", "main"]);
        watched.lacks("/news/9/n999.html");
        let before = watched.turn();
        git(&["checkout", "-q", "more"]);
        watched.waits("a turn", || watched.turn() > before);
        watched.shows("/news/9/n999.html", "文。");
        watched.is_right();
        watched.turn() == before + 1
    });
    assert!(was_one_turn);
}

#[test]
fn five_thousand_files_and_not_a_word_of_which() {
    let site = Site::new();
    let mut session = site.session();
    session.compile();
    let path = |number: usize| format!("content/news/{}/n{number}.md", number % 7);
    for number in 0..5000 {
        site.article(&path(number), &format!("第{number}篇"), "", "文。");
    }
    let everywhere = kuaixun::content::Look { everywhere: true, ..Default::default() };
    assert!(session.look(&everywhere));
    for number in (0..5000).step_by(50) {
        site.article(&path(number), &format!("改过的第{number}篇"), "", "改过的文。");
    }
    site.remove(&path(77));
    assert!(session.look(&everywhere));
    let output = tempfile::tempdir().expect("a temporary folder");
    support::publish(&mut session, output.path());
    assert_same(&site.clean_build(), &support::tree(output.path()));
    assert!(!session.look(&everywhere));
}

#[test]
fn polling_sees_the_same() {
    let watched = Watched::new(true);
    watched.site.article("content/news/a.md", "甲", "", "轮询。");
    watched.shows("/news/a.html", "轮询。");
    watched.site.article("content/bulletins/kx/2007-01/x.md", "新", "", "深处。");
    watched.shows("/bulletins/kx/2007-01/x.html", "深处。");
    watched.site.remove("content/news/b.md");
    watched.lacks("/news/b.html");
    watched.is_right();
}

#[test]
fn nothing_is_written_to_disk_and_what_is_ignored_makes_no_turn() {
    let watched = Watched::new(false);
    let before = files(&watched.site.root());
    watched.preview.shown();
    assert_eq!(before, files(&watched.site.root()));
    let turn = watched.turn();
    for path in ["content/news/.hidden.md", "content/news/~$a.md", "public/x.html", "notes.txt"] {
        watched.site.write(path, "无关");
    }
    // The same bytes again are no change, either.
    let text = fs::read(watched.path("content/news/b.md")).unwrap();
    // In one step: whoever asks may otherwise be shown a file that is just being written.
    for (name, text) in [("b.md", text), ("a.md", article("有关。").into_bytes())] {
        fs::write(watched.path("content/news/.new"), text).unwrap();
        let file = watched.path("content/news").join(name);
        fs::rename(watched.path("content/news/.new"), file).unwrap();
    }
    watched.shows("/news/a.html", "有关。");
    assert_eq!(watched.turn(), turn + 1);
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    entries.map(|entry| entry.expect("a readable folder").into_path()).collect()
}
