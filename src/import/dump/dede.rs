//! Texts of 织梦 (`DedeCMS` 5): `dede_archives` has what is known of them, `dede_addonarticle` their bodies,
//! `dede_arctype` the columns. Other systems made of it have other names before the underscore.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use quick_xml::escape::escape;

use super::Export;
use super::sql::{Tables, Values};
use crate::import::found::{Entry, Found, Remark, host, time_of};

/// The ends of the names of tables that are read.
pub const TABLES: [&str; 4] = ["_archives", "_addonarticle", "_arctype", "_sysconfig"];

/// The columns of a table that a dump does not describe, as version 5.7 makes them.
const ARCHIVES: [&str; 25] = [
    "id",
    "typeid",
    "typeid2",
    "sortrank",
    "flag",
    "ismake",
    "channel",
    "arcrank",
    "click",
    "money",
    "title",
    "shorttitle",
    "color",
    "writer",
    "source",
    "litpic",
    "pubdate",
    "senddate",
    "mid",
    "keywords",
    "lastpost",
    "scores",
    "goodpost",
    "badpost",
    "voteid",
];
const BODIES: [&str; 4] = ["aid", "typeid", "body", "redirecturl"];
const COLUMNS: [&str; 17] = [
    "id",
    "reid",
    "topid",
    "sortrank",
    "typename",
    "typedir",
    "isdefault",
    "defaultname",
    "issend",
    "channeltype",
    "maxpage",
    "ispart",
    "corank",
    "tempindex",
    "templist",
    "temparticle",
    "namerule",
];
const SETTINGS: [&str; 6] = ["aid", "varname", "info", "groupid", "type", "value"];

/// The address of a page, where its column does not say another.
const RULE: &str = "{typedir}/{Y}/{M}{D}/{aid}.html";

/// A column: its name, its folder, and the rule for the addresses of its pages.
struct Column {
    name: String,
    folder: String,
    rule: String,
}

/// Reads the texts.
pub fn read(tables: &Tables, zone: &TimeZone) -> Option<Export> {
    let prefix = tables.names().find_map(|name| name.strip_suffix("_archives"))?;
    let table = |name: &str| format!("{prefix}{name}");
    let columns: BTreeMap<&str, Column> = tables
        .rows(&table("_arctype"), &COLUMNS)
        .map(|row| {
            let folder =
                row.get("typedir").replace("{cmspath}", "").trim_end_matches('/').to_owned();
            let rule = Some(row.get("namerule")).filter(|rule| !rule.is_empty()).unwrap_or(RULE);
            let column =
                Column { name: row.get("typename").to_owned(), folder, rule: rule.to_owned() };
            (row.get("id"), column)
        })
        .collect();
    let bodies: BTreeMap<&str, (&str, &str)> = tables
        .rows(&table("_addonarticle"), &BODIES)
        .map(|row| (row.get("aid"), (row.get("body"), row.get("redirecturl"))))
        .collect();
    let address = tables
        .rows(&table("_sysconfig"), &SETTINGS)
        .find(|row| row.get("varname") == "cfg_basehost")
        .map(|row| row.get("value").to_owned())
        .unwrap_or_default();
    let mut export = Export { host: host(&address), ..Export::default() };
    let (mut deleted, mut others) = (0, 0);
    for row in tables.rows(&table("_archives"), &ARCHIVES) {
        if row.get("arcrank") == "-2" {
            deleted += 1;
            continue;
        }
        let Some((body, elsewhere)) = bodies.get(row.get("id")) else {
            others += 1;
            continue;
        };
        let mut entry = entry(&row, columns.get(row.get("typeid")), zone);
        entry.html = pages(body);
        if body.trim().is_empty() && !elsewhere.is_empty() {
            entry.html = format!("<p><a href=\"{0}\">{0}</a></p>", escape(*elsewhere));
        }
        export.entries.push(entry);
    }
    for (kind, count) in [("recycled", deleted), ("no-article", others)] {
        if count > 0 {
            export
                .remarks
                .push(Remark::new("import-left-out").with("kind", kind).with("count", count));
        }
    }
    Some(export)
}

fn entry(row: &Values<'_>, column: Option<&Column>, zone: &TimeZone) -> Entry {
    let id = row.get("id");
    let split = |text: &str| -> Vec<String> {
        let parts = text.split([',', '，', '、', ' ', ';']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let mut found = Found {
        title: row.get("title").trim().to_owned(),
        source: row.get("source").trim().to_owned(),
        authors: split(row.get("writer")),
        tags: split(row.get("keywords")),
        summary: row.get("description").split_whitespace().collect::<Vec<_>>().join(" "),
        column: column.map(|column| column.name.clone()).unwrap_or_default(),
        ..Found::default()
    };
    let seconds = row.get("pubdate").parse().ok().filter(|seconds| *seconds > 0);
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let moment = moment.map(|moment| zone.to_datetime(moment));
    if let Some(moment) = &moment {
        found.date = Some(moment.date());
        found.time = time_of(moment.time(), "");
    }
    if row.get("arcrank") == "-1" {
        found.remarks.push(Remark::warning("import-was-draft"));
    }
    for (key, value) in [("shorttitle", row.get("shorttitle")), ("flag", row.get("flag"))] {
        if !value.trim().is_empty() {
            found.remarks.push(Remark::new("import-lost").with("kind", "key").with("name", key));
            found.extra.insert(key.into(), value.into());
        }
    }
    let mut addresses = Vec::new();
    if let (Some(column), Some(moment)) = (column, &moment) {
        let pairs = [
            ("{typedir}", column.folder.clone()),
            ("{Y}", format!("{:04}", moment.year())),
            ("{M}", format!("{:02}", moment.month())),
            ("{D}", format!("{:02}", moment.day())),
            ("{timestamp}", row.get("pubdate").to_owned()),
            ("{aid}", id.to_owned()),
        ];
        let address =
            pairs.iter().fold(column.rule.clone(), |all, (name, value)| all.replace(name, value));
        // Names by pronunciation are known to the system alone.
        if !address.contains('{') {
            addresses.push(format!("/{}", address.trim_start_matches('/')));
        }
    }
    addresses.push(format!("/plus/view.php?aid={id}"));
    Entry { found, addresses, key: id.to_owned(), ..Entry::default() }
}

/// A body of several pages as one: their titles become headings.
fn pages(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(start) = rest.find("#p#") {
        let Some(end) = rest[start..].find("#e#") else { break };
        out.push_str(&rest[..start]);
        let title = rest[start + 3..start + end].trim();
        if !title.is_empty() && title != "分页标题" {
            out.push_str(&format!("<h2>{}</h2>", escape(title)));
        }
        rest = &rest[start + end + 3..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_has_columns_bodies_and_what_was_thrown_away() {
        let dump = "INSERT INTO `x_archives` (id,typeid,arcrank,title,writer,source,pubdate,keywords) VALUES
            (1,5,0,'甲','王强','科技局',1173054600,'培训,农业'),(2,5,-2,'乙','','',1,''),(3,5,-1,'丙','','',0,''),(4,5,0,'丁','','',0,'');
            INSERT INTO `x_addonarticle` VALUES (1,5,'<p>一</p>#p#第二页#e#<p>二</p>','','',''),(2,5,'x','','',''),(3,5,'','http://a.example/?b&c','','');
            INSERT INTO `x_arctype` (id,typename,typedir,namerule) VALUES (5,'要闻','{cmspath}/a/news','{typedir}/{Y}/{M}{D}/{aid}.html');
            INSERT INTO `x_sysconfig` VALUES (1,'cfg_basehost','',1,'string','http://www.a.example/');";
        let mut tables = Tables::default();
        super::super::sql(dump.as_bytes(), &mut tables);
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let export = read(&tables, &zone).expect("a dump of it");
        assert_eq!((export.entries.len(), export.remarks.len()), (2, 2));
        assert_eq!(export.host, "www.a.example");
        let first = &export.entries[0];
        assert_eq!(first.found.date.unwrap().to_string(), "2007-03-05");
        assert_eq!(first.found.time, "08:30:00");
        assert_eq!(first.addresses, ["/a/news/2007/0305/1.html", "/plus/view.php?aid=1"]);
        assert_eq!((first.found.column.as_str(), first.found.tags.len()), ("要闻", 2));
        assert_eq!(first.html, "<p>一</p><h2>第二页</h2><p>二</p>");
        let second = &export.entries[1];
        assert!(second.found.date.is_none() && second.found.remarks.len() == 1);
        assert!(second.html.contains("?b&amp;c"));
    }
}
