# What the program says. One entry for each code; a code with several wordings has code_wording.
# .help is what to do, .near the same when the meaning was guessed, others are notes beside places.

error = error
warning = warning
help = help
did-you-mean = did you mean “{ $near }”?

## The site's folder, and reading it

no-config = there is no kuaixun.yaml in this folder
    .help = write a kuaixun.yaml there with one line: title: Name of the site
no-content = there is no folder content, or nothing in it
    .help = put articles into content/news/; make sure that --root is the site's folder
unreadable = cannot read { $path }: { $said }
    .help = look at the file's permissions, or wait until the program that holds it is closed
bad-file-name = left out, since its name cannot be read: { $path }
    .help = choose another name of Chinese characters, letters and digits
not-an-article = this file looks like an article, but its name does not end in .md, so it was not read as one: { $name }
    .help = give it a name that ends in .md; in Notepad choose “All files” when saving
symlink = left out, since it is a symbolic link
    .help = put the file itself here
misplaced = the file lies where nothing is expected
    .help = articles of an issue go to content/bulletins/<publication>/<2007-03>/, news to content/news/, summaries to content/summaries/, pages to content/pages/, topics to content/topics/
    .near = the folder of an issue is called by year and number: rename it { $near }
misplaced_index = what is said of a publication or an issue stands in _index.md, not in { $name }
    .help = rename it _index.md; if it is an article, give it another name
not-utf8 = the file is in { $encoding }, and was read so
    .help = choose “Save as” in Notepad, with the encoding UTF-8
unknown-encoding = the file's encoding is not known (from line { $line } on it is not UTF-8)
    .help = open it in the program that wrote it, see that its words are right, and save it as UTF-8
half-written = the file is not whole
    .help = save it or send it again
empty-file = the file is empty
    .help = save the article again, or delete the file

## Front matter

front-matter-missing = the file does not begin with front matter
    .help = write --- as the first line, then title: and date: 2007-03-20, another line ---, then the text
front-matter-missing_opening = there is no line --- before the front matter
    .help = write a line --- before this one
front-matter-unclosed = the front matter does not end: there is no second line ---
    .help = write a line --- after this one, before the text
loose-front-matter = this line is loosely written, and read as “{ $line }”
    .help = write { $line }
full-width-colon = an ASCII colon and a space are needed here
    .help = write { $key }: { $value }
duplicate-key = “{ $key }” is written twice
    .help = keep one of the lines
    .first = written here first
yaml-indirection = the value begins with { $sign }, which means something else in YAML and is not allowed here
    .help = put words in quotes, such as "{ $sign }notice"
yaml-syntax = this line cannot be read
    .help = one key a line, a colon and a space, such as title: Spring training
yaml-syntax_quote = this line cannot be read
    .help = put a value with signs of YAML in quotes: { $line }
yaml-not-mapping = “key: value” is expected here
    .help = one key a line, a colon and a space, such as title: Spring training
value-is-comment = the value of “{ $key }” begins with # and would be a comment
    .help = put it in quotes: { $key }: "{ $value }"
value-is-comment_cut = what stands behind “ # ” in “{ $key }” is a comment, and was not read
    .help = put words in quotes: { $key }: "{ $value }"; delete a comment
wrong-type = { $wanted ->
        [list] “{ $key }” wants a list, such as [one, two]
        [flag] “{ $key }” wants true or false
        [integer] “{ $key }” wants a whole number
        [positive] “{ $key }” wants a whole number above 0
        [mapping] “{ $key }” wants lines of “key: value” below it
        [items] “{ $key }” wants a list, each item beginning with “- ”
       *[text] “{ $key }” wants text
    }
    .help = { $wanted ->
        [list] write { $key }: [one, two]
        [flag] write { $key }: true or { $key }: false
        [integer] write { $key }: 3
        [positive] write { $key }: 20
        [mapping] write lines of “key: value” below { $key }:, each indented by two spaces
        [items] write lines of “  - name” below { $key }:
       *[text] write { $key }: words; put signs of YAML in quotes
    }
wrong-type_whole = this file should be a list
    .help = write each item as a line “- name: …”
unknown-key = “{ $key }” is no key that is known here, and is left out
    .help = known keys: { $known }
bad-date = “{ $value }” is no date that exists
    .help = write 2007-03-20; with a time 2007-03-20 08:30
bad-issue = “{ $value }” is no number of an issue
    .help = write 2007-03 for issue 3 of 2007, 2007-s1 for a supplement
bad-menu = “{ $name }” in menu is nothing that is known
    .help = write home, news, summaries, topics, columns, units, authors, tags, archive, corrections, search, or the name of a publication, a column or a page, or an address with https://
bad-menu_empty = an item of menu has no link
    .help = write link; an item that only stands above others has title and items
bad-output = an item of outputs has no folder
    .help = write - {"{"}folder: FOLDER, audience: internal{"}"}
bad-output_source = { $folder } of outputs is a folder of sources: nothing is written there
    .help = write another folder, such as public
bad-output_shared = { $folder } and { $other } of outputs are one folder, or one is in the other
    .help = give each a folder of its own
bad-visibility = visibility cannot be “{ $value }”
    .help = write public or internal
bad-visibility_empty = visibility has no value
bad-notice = a correction has no { $missing }
    .help = write one on each line: - {"{"}date: 2007-04-02, text: 第二段的120人应为102人{"}"}
bad-notice_withdrawn = a withdrawal has no { $missing }
    .help = write withdrawn: {"{"}date: 2007-04-10, reason: 内容不实{"}"}
attachment-without-file = an attachment has no file
    .help = write - file: name.xlsx
beyond-limits = the article is larger than { $most } MB
    .help = cut it into several; keep pictures in files of their own
beyond-limits_file = the file is larger than { $most } MB: { $path }
    .help = put a smaller one in its place: save a photograph as JPEG, compress a film, divide a large table
beyond-limits_yaml = brackets or braces are more than { $most } levels deep
    .help = look for a long row of [ or {"{"} between the two lines --- and remove it
beyond-limits_pixels = the picture has { $pixels }0 000 pixels, more than { $most }0 000: { $path }
    .help = make it 4000 pixels wide with a picture viewer, and put it back
beyond-limits_side = one side of the picture has { $pixels } pixels, more than { $most }: { $path }
    .help = cut it into several with a picture viewer, or make it smaller, and put it back
beyond-limits_empty = the picture has { $pixels }0 000 pixels and next to nothing in them: { $path }
    .help = look whether it is blank; if not, make it smaller with a picture viewer and put it back
beyond-limits_unpacked = the attachment has more than { $most } MB when it is unpacked, and cannot be searched whole for private numbers: { $path }
    .help = divide it into several files
beyond-limits_depth = quotations and lists are more than { $most } levels deep
    .help = look for a long row of >, - or * and remove it
beyond-limits_cells = the tables have more than { $most } cells
    .help = save a large table as .xlsx or .csv and attach it
beyond-limits_tags = the text has more than { $most } tags of HTML
    .help = keep the words, without the tags of a web page
beyond-limits_names = there are more than { $most } names under { $key }
    .help = keep the few that are meant
beyond-limits_time = there are signs in the article that are not parsed in time
    .help = look for thousands of [, * or ` in a row and remove them
and-more = there are { $count } more of { $code }, which are not listed
    .help = put right those that are listed, and check again
title-missing = the article has no title
    .help = write a line title: … between the two lines ---
date-missing = the article has no date
    .help = write a line date: 2007-03-20 between the two lines ---
bad-slug = { $key } cannot be “{ $value }”
    .help = only letters of ASCII, digits, - and _, such as science-fair
bad-alias = this is no former address: { $alias }
    .help = write it from the root of the site, such as /old/2007-cunchuntong.html

## Configuration, units, columns, theme

site-without-title = the site has no name
    .help = write a line title: … in kuaixun.yaml
bad-base-url = “{ $value }” is no address
    .help = write https://www.example.cn/ or https://www.example.cn/kuaixun/
bad-timezone = there is no time zone “{ $name }”
    .help = write Asia/Shanghai
bad-audience = audience cannot be “{ $value }”
    .help = write public or internal
bad-raw-html = raw_html cannot be “{ $value }”
    .help = write sanitise, escape or trust
bad-edition = there is no edition “{ $value }”
    .help = write pdf, epub, zip or mail
    .near = do you mean “{ $near }”? There are pdf, epub, zip and mail
no-pdf = this program was compiled without typesetting and makes no PDF
    .help = use the full program, or run cargo install --path . --features pdf in its source folder; or take pdf out of editions
bad-layout = layout cannot be “{ $value }”
    .help = write redhead or newsletter
missing-font = there is no font for Han characters on this machine
    .help = Debian, Ubuntu: apt install fonts-noto-cjk; Windows and macOS have such fonts, restore them; or put font files into fonts/ of the site ({ $families } will do)
unknown-font = there is no font named “{ $name }”
    .help = write its English name, such as FangSong, or put its file into fonts/ of the site; fc-list : family lists those of the system
missing-glyph = no font has the character “{ $character }” ({ $code }): { $title }
    .help = use another character, or put a font that has it into fonts/ of the site and name it under print: fonts: in kuaixun.yaml
edition-failed = the printed edition cannot be set: { $said }
    .help = change the theme's templates in editions/ accordingly; if you have not changed any, report this message to the developers of kuaixun
edition-failed_template = the template { $template } of the printed edition fails in line { $line }: { $said }
    .help = change the theme's template accordingly; if you have not changed any, report this message to the developers of kuaixun
edition-failed_mail = the mail edition cannot be made from the theme's editions/mail.html and mail.css: { $said }
    .help = change the two files accordingly; if you have not changed any, report this message to the developers of kuaixun
edition-failed_epub = what the template { $template } makes is no well-formed XHTML, and no reading device opens it: { $said }
    .help = close every tag (<br />), write &#160; for &nbsp; and &amp; for a lone &
bad-home = home cannot be “{ $value }”
    .help = write lead, notices, list or none
bad-home_part = home cannot show “{ $value }”
    .help = write any of lead, newest, headlines, notices, news, columns, summaries, units, pictures, topics, issues
bad-look = “{ $value }” cannot stand at { $key } of style
    .help = write one of: { $choices }
bad-look_colour = the colour “{ $value }” of { $key } in style cannot be read
    .help = write # and six hexadecimal digits in quotation marks, such as { $key }: "#0a539e"; without the marks all from the # on is a comment
bad-points = the points of “{ $name }” in statistics, “{ $value }”, cannot be read
    .help = write a number such as 5 or 0.5: at most six digits before the point and two after it
bad-points_choice = “{ $value }” cannot stand at { $key }
    .help = write { $one } or { $other }
bad-points_quota = the quota of “{ $name }” in statistics, “{ $value }”, cannot be read
    .help = write 8 (in each month), or 8/month, 24/quarter, 48/half, 100/year
bad-points_allowed = the quota of “{ $name }” in series, “{ $value }”, cannot be read
    .help = write 8000/month, 24000/quarter, 48000/half or 96000/year
bad-points_short = short in statistics is { $value }, which rewards what is missing
    .help = write a negative number, such as -1
bad-points_pages = “{ $value }” cannot stand in pages of statistics
    .help = it can be month, quarter, half, year
bad-points_exclude = an item of exclude in statistics lacks its unit, its period (“{ $value }”) or its reason
    .help = write - {"{"}unit: NAME, period: 2007-h1, reason: WHY{"}"}; a period is 2007, 2007-h1, 2007-q1 or 2007-03
bad-sheet = this table is empty
    .help = write the names of columns in the first row: { $names }, and others; then one row for each
bad-sheet_missing = this table lacks the columns { $names }
    .help = the first row has the names of columns, these at least
bad-sheet_above = the names of columns are not in the first row of this table
    .help = delete the title and the empty rows above the row with “单位”
bad-sheet_twice = two columns of this table are called “{ $name }”
    .help = keep one of them; year and month make one column, such as 2007-03
bad-sheet_comma = the columns of this table are separated by full-width commas
    .help = save it as CSV from Excel or WPS instead of typing the commas
bad-sheet_unknown = the column “{ $name }” of the ledger is not used
    .help = leave it; what is read are 日期, 单位, 标题, 结果, 级别, 刊物, 期号, 批示, 文件
    .near = did you mean “{ $near }”?
bad-sheet_empty = this row has nothing under “{ $name }”
    .help = write it; of merged cells each row needs its own
bad-sheet_days = under “{ $name }” stands the number of days “{ $value }” that Excel counts, not a date
    .help = format the cells of this column as dates, then save as CSV again
bad-sheet_date = “{ $value }” under “{ $name }” is no date
    .help = write year, month and day: 2007-03-05 or 2007年3月5日
bad-sheet_future = the date { $value } has not come yet
    .help = write the day on which it was sent
bad-sheet_outcome = what does “{ $value }” under “{ $name }” mean?
    .help = write one of { $names }; nothing means that it was not used
    .near = did you mean “{ $near }”? It can be { $names }
bad-sheet_level = there is no level “{ $value }”
    .help = it can be { $names }; write a new one in statistics of kuaixun.yaml first
    .near = did you mean “{ $near }”? Write a new level in statistics of kuaixun.yaml first
bad-sheet_formula = under “{ $name }” stands the formula “{ $value }”, not what it gives
    .help = copy the column, paste it as values, then save again
bad-sheet_cells = this row has more cells than there are names: { $count }
    .help = put a cell with a comma in it (a title, or a number such as 1,234) between quotation marks; Excel and WPS do so themselves
bad-sheet_sum = this row is “{ $value }”, nothing that was sent
    .help = delete rows of sums: kuaixun stats adds up
bad-sheet_quote = a quotation mark in this row has no other, so that all rows behind it are one cell
    .help = delete the quotation mark, or write another one behind it
bad-sheet_workbook = this is a workbook of Excel or WPS, not CSV
    .help = open it in Excel or WPS and save it as CSV
bad-sheet_adopted = an item of adopted has no level
    .help = write - {"{"}level: 省级, in: OUTLET, date: 2007-03-05{"}"}; where there is a note only, - {"{"}endorsed: 省级{"}"}
bad-sheet_figures = this table has no column of figures
    .help = add columns behind unit and time, such as 用电量（千瓦时）
bad-sheet_part = this row is “{ $value }”, which is no unit
    .help = delete sums of groups and means: sums are worked out; that of all can stay as 合计
bad-sheet_period = “{ $value }” under “{ $name }” cannot be read
    .help = write 2007-03, 2007-q1, 2007-h1 or 2007, or 2007年3月, 2007年第一季度, 2007年上半年, 2007年
bad-sheet_ahead = { $value } has not come yet
    .help = write the period that the figures are of
bad-sheet_percent = “{ $value }” has a percent sign, and the name of its column “{ $name }” has none
    .help = call the column “{ $name }（%）” if these are percentages; delete the sign if not
bad-sheet_separators = the commas of “{ $value }” under “{ $name }” do not stand where they should
    .help = a comma stands before each three digits, as in 1,234,567; none at all is better
bad-sheet_number = “{ $value }” under “{ $name }” is not a number
    .help = write digits and a point, such as 12000 or 12.5; the unit of measure stands in the name of the column
bad-sheet_word = how much is “{ $value }” under “{ $name }”?
    .help = write digits, and 0 for zero; leave it empty where there is no figure, and the page names the unit
bad-sheet_digits = “{ $value }” under “{ $name }” has too many digits
    .help = at most fifteen, six of them behind the point; round it, or choose another unit of measure
bad-sheet_unnamed = column { $count } has no name, but here stands “{ $value }”
    .help = name it in the first row; put a number with a comma between quotation marks
bad-sheet_failed = under “{ $name }” stands “{ $value }”, which could not be worked out
    .help = correct the formula, or leave the cell empty, then save again
bad-sheet_zeros = “{ $value }” under “{ $name }” begins with a zero
    .help = if a comma made two cells of one number, put it between quotation marks, such as "2,010"; if not, delete the zero
bad-sheet_torn = “{ $value }” under “{ $name }” looks like one number that a comma made two cells of
    .help = put it between quotation marks, such as "2,010", or write no comma; if it is not, write a word behind the number in the next cell
bad-sheet_note = there is nothing but “{ $value }” in this row
    .help = delete notes below the table: they can stand at description in series of kuaixun.yaml
bad-sheet_ignored = this file in data/series is not used
    .help = save figures as CSV in data/series itself; put other files elsewhere
bad-sheet_again = the figures of this unit for { $period } stand twice
    .help = keep one row; ask the unit which is right
bad-sheet_total = the sum of “{ $name }” is { $value }, but the units make { $sum }
    .help = look for the unit that is wrong or missing; or delete the row, and the sum is worked out
series-odd = “{ $name }” of { $period } is { $value }; beside it stands { $others }, a tenth or ten times as much
    .help = look at the point and the unit of measure; if they are right, leave it
series-odd_parts = “{ $name }” of { $period } adds up to { $sum } %, not to 100 %
    .help = look for the unit that is wrong or missing; if these are no parts of a whole, call the column otherwise
unknown-series = there are no figures called “{ $name }”
    .help = figures stand in data/series; they are called as their file is, without .csv
    .near = did you mean “{ $near }”?
unknown-series_twice = the figures “{ $name }” are listed twice, or are called as others are
    .help = write one item for each, with titles of their own
unknown-series_unnamed = an item of series has no name
    .help = write the name of the file without .csv: name: energy
unknown-series_measure = these figures have no column “{ $name }”
    .help = there are { $names }
    .near = did you mean “{ $near }”?
bad-block = which table does “{ $info }” mean?
    .help = write stats 2007-q1, or series NAME 2007-q1
bad-block_period = “{ $value }” is no period
    .help = write 2007, 2007-h1, 2007-q1 or 2007-03
bad-block_ahead = { $value } has not begun, so there is nothing to count
    .help = write a period that has begun
bad-block_empty = the figures “{ $name }” are empty
    .help = fill them in, or delete the block
bad-block_text = there is a text below “{ $info }”, so it is code
    .help = for a table, end the block with ``` on the next line, and write the text outside; if it is code, leave it
bad-block_by = nothing is counted by “{ $value }”
    .help = it can be { $names }
    .near = did you mean “{ $near }”? It can be { $names }
bad-block_internal = this table is internal, and the article is public
    .help = write visibility: public in { $key } of kuaixun.yaml to publish it, or visibility: internal in the article
bad-block_none = the figures “{ $name }” have none of { $period }
    .help = there are { $names }
ledger-differs = the ledger says that { $units } sent it, but the article { $path } of the same title names other units
    .help = correct one of them; if these are two items, leave it: both count
ledger-differs_outcome = the ledger says “{ $value }”, but the article { $path } is published
    .help = write 采用; if it is not the same item, name its file under 文件
ledger-differs_again = there is one article { $path }, but the ledger calls it used more than once by this unit
    .help = if it is the same item, delete the row; if not, name its file under 文件. It counts as another item now
ledger-differs_twice = this row says the same as one before it
    .help = delete it; if these are two items, leave it. Both count now
ledger-differs_withdrawn = the ledger calls it used, but the article { $path } was withdrawn
    .help = write 未采用 if it shall not count; now the ledger counts
ledger-differs_early = it was used on { $value }, long before the date of the article
    .help = look at the year and the month: an item counts on the day of its first use
ledger-differs_more = of the units of this row ({ $units }), some are not those of the item of its title: they get nothing
    .help = name the same units in both; write a row for each where these are several items
ledger-differs_far = this row is more than 90 days from what was sent under its title, and counts as another item
    .help = if it is the same, name its article under 文件
ledger-differs_file = the ledger names the file { $path }, which is not there or not published
    .help = write its path below content, such as news/2007/spring.md
low-contrast = { $name } { $colour } on { $paper } has a contrast of { $ratio }, and many readers cannot read it
    .help = 4.5 is the least; the nearest colour is { $nearest }
column-without-name = a column has no name
    .help = write a line name: … for each column
column-twice = the column “{ $name }” is listed twice
    .help = keep one of the lines
unit-without-name = an entry of the register of units has no name
    .help = write a line name: … for each unit
unit-name-twice = “{ $name }” is both “{ $one }” and “{ $other }”
    .help = give one of them another name or alias in the register of units; a former name can have until, its last day
unknown-unit = no unit “{ $name }” is registered
    .help = register it in data/units.yaml
    .near = did you mean “{ $near }”? A new unit is registered in data/units.yaml
unknown-unit_several = “{ $name }” looks like several units
    .help = write { $list }
unknown-column = no column “{ $name }” is registered
    .help = register it under columns in kuaixun.yaml
    .near = did you mean “{ $near }”? A new column is registered under columns in kuaixun.yaml
unknown-theme = there is no theme “{ $name }”
    .help = make a folder themes/{ $name }/, or write theme: default
template-not-utf8 = the template is not UTF-8
    .help = save it as UTF-8
bad-style = there is a mistake in the style sheet
    .help = put it right
bad-style_unclosed = this bracket or quotation mark is never closed, so all styles after it are lost
    .help = add the closing one
bad-style_unopened = this closing bracket has no opening one, so the styles after it are lost
    .help = take it away, or add the opening one
bad-style_unreadable = this is neither “name: value;” nor a whole rule
    .help = look for a missing colon, semicolon or brace; remarks stand between /* and */
bad-style_unknown = the value of --{ $name } is empty or refers to a name that is not defined; the default theme's is taken
    .help = give it a value in :root, such as --{ $name }: #1c5c45;
template-syntax = the template is not well written: { $said }
    .help = look at tags and quotes there; the form is described in themes/README.md
template-failed = the template { $template } fails: { $said }
    .help = look at the names of variables; the fields there are in themes/README.md
template-failed_pages = the template { $template } fails: { $said }
    .help = so it is on { $pages } pages; look at the names of variables; the fields there are in themes/README.md
bad-asset-name = a file of the theme has a name that cannot be an address
    .help = only letters of ASCII, digits, - _ and .
bad-words = the file of words of the interface is wrong: { $said }
    .help = lines of “key: words”, in UTF-8; the keys are in the theme manual
no-words = there are no words for the language “{ $language }”; Chinese is used
    .help = write { $file }, or language: zh-CN

## Publications and issues

unknown-publication = there is no publication “{ $name }”
    .help = write the name of a folder below content/bulletins/
which-publication = it is not said of which publication this is an issue
    .help = add a line publication: ({ $ids })
two-issues = the file lies in the folder of { $folder } and says issue: { $value }
    .help = delete the line issue, or move the file; to have it in several issues, name all: issue: [{ $folder }, { $value }]
two-issues_publication = the file lies in the folder of { $folder } and says publication: { $value }
    .help = delete the line publication, or move the file
issue-twice = issue { $issue } has two folders: { $folders }
    .help = make them one
issue-twice_overlap = number { $number } is in { $other } already, and { $issue } has it, too
    .help = correct the name of one of the folders (or issue: in the article); several numbers in one issue are written year-first-last, as 2007-03-04
cumulative-differs = { $issue } says that its cumulative number is { $number }; counted on from the issues before, it is { $derived }
    .help = if it is wrong, write cumulative: { $derived } or take the line away; if it is right, write behind it # check: allow cumulative-differs and the reason
cumulative-differs_supplement = the supplement { $issue } says a cumulative number, { $number }; supplements have none
    .help = take the line cumulative away
issue-gap = the numbers have a gap: before { $issue } there is no { $missing }
    .help = add the issue that is missing, or correct the number in the folder's name
issue-gap_several = numbers of issues are missing: before { $issue }, { $missing } to { $last }
    .help = add the missing issues, or correct the number in the folder's name
issue-empty = issue { $issue } has no articles
    .help = put articles into this folder, or write issue: in an article
issue-planned = { $issue } has articles, and still says planned: true
    .help = take the line planned away
unknown-in-contents = contents has “{ $name }”, which is no article of this issue and no column
    .help = write the name of a file (as a.md) or of a column
unknown-in-topic = { $key } has “{ $name }”, which no article has
    .help = write it as the articles do
    .near = do you mean “{ $near }”?
unknown-in-topic_file = { $key } has “{ $name }”, which is no article
    .help = write the name of an article's file (as spring.md), or its path from content/ (as news/2007/spring.md)
    .near = do you mean “{ $near }”?
unknown-in-topic_several = “{ $name }” may be several: { $one }, { $other }
    .help = write the path from content/, as news/2007/spring.md
topic-empty = the topic has no article
    .help = see whether tags, unit, column, from and to ask for too much: an article has to fit all that are given
topic-empty_rule = the topic does not say what belongs to it
    .help = write tags, unit, column or from and to, or list files under articles
date-before-issue = the date { $date } is more than half a year before { $issue }
    .help = see whether the year is right; if it is, write # check: allow date-before-issue REASON behind it
issue-ahead = the year of { $issue } is far ahead: this is { $year }
    .help = see whether the year is right in the folder's name, or in issue of the article
notice-date = the date of { $key }, { $date }, lies ahead: nothing is shown until then
    .help = see whether the year is right; what is corrected today has the date of today
notice-date_before = the date of { $key }, { $date }, is before that of the article
    .help = see whether the year is right
bad-lead = two articles of one issue say lead: true; the other is { $other }
    .help = keep it in one of them
bad-lead_loose = lead: true says nothing here: the article is in no issue
    .help = take the line lead away, or add a line issue:
key-elsewhere = { $key } belongs to an issue; in a publication's _index.md it says nothing
    .help = write it in the _index.md of the issue's folder
key-elsewhere_issue = { $key } belongs to the publication; in an issue's _index.md it says nothing
    .help = write it in the _index.md of the publication's folder
issue-date-backwards = { $issue } has the date { $date }, which is before { $last } of { $earlier }
    .help = correct the date of one of them

## Addresses, links, pictures

duplicate-url = the address { $url } is taken by { $owner }
    .help = give one of them another file name, or write a line slug: another-name
    .first = taken here first
duplicate-url_own = the address { $url } is taken by a page of the site's own
duplicate-url_attachments = the attachments { $one } and { $other } have one address
    .help = give one of them another name, not only other capitals
    .first = taken here first
url-too-long = the folder is too deep or the name too long: the address has more than 150 characters
    .help = shorten the folder's name, or write a line slug: short-name
url-too-long_file = the folder is too deep for an address: { $path }
    .help = shorten the folder's or the file's name
bad-static-name = a file in static has a name that cannot be an address
    .help = in static/ only letters of ASCII, digits, - _ and .; attachments with other names go beside articles
broken-link = there is no file { $file }
    .help = put the file beside the article, and write its name with its extension
    .near = there is a “{ $near }” in that folder; is it meant?
broken-link_picture = there is no picture { $file }
    .help = put the picture beside the article, and write its name with its extension
broken-link_masthead = static/ has no picture { $file } for the name of the site
    .help = put an SVG or a PNG into static/, and write its name with its extension after masthead_image; an SVG must give its width and height
broken-link_attachment = there is no attachment { $file }
    .help = put the attachment beside the article, and write its name with its extension
broken-link_page = there is no page /{ $address } on this site
    .help = link to articles by relative paths, such as ../2007-04/launch.md
broken-link_bare = https:// is missing before the address: { $address }
    .help = write https://{ $address }
broken-anchor = that article has no heading “{ $anchor }”
    .help = write the words of the heading after #, with - for spaces
    .near = did you mean “#{ $near }”?
broken-anchor_here = this article has no such heading: { $anchor }
    .help = write the text of the heading, with - for each blank; or remove the link
    .near = did you mean “#{ $near }”?
empty-link = the link leads nowhere
    .help = write a file or an address between the brackets: [words](file.md)
bad-scheme = links beginning with “{ $scheme }:” are not allowed
    .help = only http, https, ftp, mailto, tel, sms and the like, and files of the site
    .near = do you mean “{ $near }:”?
bad-scheme_missing = the address has no beginning: { $link }
    .help = write https:{ $link }
own-disk = the link leads to a file on your own computer: { $link }
    .help = put the file beside the article, and write its name only
outside = the link leads out of the site's content: { $path }
    .help = lead to an article by the name of its file, such as ../2007-04/launch.md; put attachments beside the article; if it is no link, write it between two backticks `
active-file = { $file } is no document, table, picture, sound, film or archive: a browser or a server might run it
    .help = send a PDF, a Word file or a picture instead; what is really wanted the editor puts into static/
active-file_drawing = there is a program in the drawing { $file }
    .help = save it as PNG, or remove the scripts from it
link-to-hidden_expired = the article linked to expired on { $date }: { $path }
    .help = take the link away and leave the words, or change that article's expires
link-to-withdrawn = the article linked to was withdrawn on { $date }, and readers see why: { $path }
    .help = link to another article, or take the link away and leave the words
link-to-hidden = { $reason ->
        [draft] the article linked to is a draft, and not published: { $path }
        [elsewhere] the article linked to is of a publication that this site (outputs) does not show: { $path }
        [scheduled] the article linked to is not yet published: { $path }
       *[internal] the article linked to is internal, and not published: { $path }
    }
    .help = take the link away, or publish that article
unknown-picture = browsers cannot show this kind of picture: { $path }
    .help = open it with a viewer and save it as JPEG or PNG
damaged-picture = the picture is empty, or no picture: { $path }
    .help = open it with a viewer and save it as JPEG or PNG
damaged-picture_cut = the picture is not whole: its end is missing
    .help = fetch the original again
damaged-picture_unreadable = the picture cannot be opened: { $said }
picture-says-where = the picture says when and where it was taken, which cannot be taken out of this kind of file
    .help = open it with a viewer and save it as JPEG
html-picture = pictures in HTML are not shown
    .help = write ![what is seen](file.jpg)
extra-cells = this row has more cells than the head of the table, and these are not shown: { $text }
    .help = add a cell to the head, and one to the line |---|---| below it; write a bar inside a cell as \|
picture-in-editions = the printed, e-book and mail editions cannot show this picture: { $file }
    .help = open it in a picture program, save it as JPEG or PNG and use that; as it is, only its description is there
picture-in-editions_moves = this picture moves; in print and in mail there may be its first frame only: { $file }
    .help = see whether the first frame says enough; if not, take a picture that does not move
wide-table = this table is too wide: even on a page turned on its side it is printed smaller than 6.5 points
    .help = make two tables of it, or turn rows into columns, or write long figures in units of ten thousand
picture-elsewhere = the picture is on another site: { $address }
    .help = save it beside the article and write the file's name; others delete and change their pictures, and readers without a network do not see them
tabbed-lines = these lines are set in columns by tabs, and run together on a page
    .help = make a table: | unit | number | in the first line, |-|-| in the second, | one | 3 | in each line below
code-info = “{ $info }” in the first line of a block of code is not shown
    .help = put what is to be shown on a line of its own; only a language stands behind ```, such as ```python
leftover-markup = { $sign } has no effect here and is shown as it was typed
    .help = write [text](address) for a link, ![description](file) for a picture, **text** for bold, a line [^1]: note for a footnote; put it between two backquotes ` if you mean the sign itself
leftover-markup_table = these lines look like a table, but are none; their bars are shown
    .help = write a line |---|---| below the head, with as many cells as the head has, and an empty line before it
leftover-markup_fence = { $sign } has no effect in this paragraph, and the code is shown as one paragraph
    .help = write ``` on a line of its own, at the margin, with an empty line before it; and ``` again behind the code
leftover-markup_open = nothing ends { $sign }, and all text behind it is code
    .help = write { $sign } on a line of its own where the code ends; if it is no code, remove this line
leftover-markup_blank = { $sign } has no effect here and is shown as it stands
    .help = remove the blanks inside { $sign }: write **text**, not ** text **
leftover-markup_html = { $sign } stands between tags of HTML, has no effect and is shown as it stands
    .help = put an empty line between this text and the tags above and below it; or remove those tags
leftover-markup_heading = { $sign } at the start of the line has no effect and is shown as it stands
    .help = put a blank behind { $sign }: write ## heading
html-dropped = the tag <{ $name }> cannot be used in articles and was taken away
    .help = delete the tag, and the text in it stays; write ![description](file) for a picture, [name](file) for a file, a link for a film elsewhere; `<{ $name }>` if you only mean its name
html-dropped_whole = the tag <{ $name }> cannot be used in an article and was removed, with the text in it
    .help = to keep the text, write it without the tag; save a drawing as a picture and write ![description](file name)
html-dropped_attribute = { $attribute } of <{ $name }> has no effect, the text in it is shown as any other
    .help = write **text** for bold, ~~text~~ to strike it out, <sup>2</sup> above the line, letters at the start of each item, delete text that shall not be shown; or delete the attribute
html-dropped_link = this link in HTML leads nowhere, only its text is shown: { $address }
    .help = to lead to a file of this site write [text](file name); to another site, write the address in full, with https://
html-shown = { $tag } is no tag of HTML and is shown as it was typed
    .help = write `{ $tag }` if you mean that; delete it if you do not
html-unclosed = { $tag } has no end, so all that follows would be lost
    .help = a comment ends with -->, a tag with >, and quotation marks of attributes come in pairs
footnote = nothing refers to the footnote [^{ $label }], so it is not shown
    .help = write [^{ $label }] in the text where it belongs, or delete the footnote
footnote_code = the mark of footnote [^{ $label }] stands in code or between tags of HTML and has no effect; the note is not shown
    .help = remove the blanks before the paragraph with the mark (four and more make code), or the backticks, or leave empty lines between it and the tags
footnote_twice = there are two footnotes [^{ $label }]; only the first is shown
    .help = give one of them another label, in the text, too
underlined-sentence = a line is drawn right below a sentence; Markdown would make a heading of the whole paragraph, here it is a rule
    .help = leave an empty line above it if it is a rule; write ## and a space before the text if it is a heading
indented-code = these lines are indented by four blanks and shown as code, but have much Chinese in them
    .help = delete the blanks before them if they are text; put a line ``` above and below if they are code
line-ends = some lines of this paragraph end early; they stay lines on the page
    .help = leave an empty line for a new paragraph, or join the lines; with a backslash \ at the end of a line nothing more is said

## Charts

bad-chart = the chart cannot be drawn
    .help = see “Charts” in the manual on writing
bad-chart_kind = the chart cannot be drawn: there is no kind “{ $value }”
    .help = kinds are bar, line and pie
bad-chart_no-kind = the chart cannot be drawn: its kind is not said
    .help = kinds are bar, line and pie
bad-chart_yaml = the chart cannot be drawn: { $said }
    .help = lines of “key: value”, such as type: bar; or kind and title after chart, and values divided by commas below
bad-chart_form = the chart cannot be drawn: this is not “key: value”
    .help = lines of “key: value”, such as type: bar; or kind and title after chart, and values divided by commas below
bad-chart_key = the chart cannot be drawn: unknown key “{ $key }”
    .help = known keys: { $known }
bad-chart_parts = the chart cannot be drawn: it has no data, or has them twice
    .help = write data with lines of “name: number”, or labels and series, one of the two
bad-chart_series = the chart cannot be drawn: series are not well written
    .help = write each as name: [number, number, number]
bad-chart_name = the chart cannot be drawn: a name is no text
    .help = names are text; put signs of YAML in quotes
bad-chart_numbers = the chart cannot be drawn: the data are no numbers
    .help = write numbers
bad-chart_number = the chart cannot be drawn: “{ $value }” is no number
    .help = only digits and a point; the unit goes to unit, or to the first line
bad-chart_percent = the chart cannot be drawn: “{ $value }” is no number
    .help = the sign of per cent goes to the unit
bad-chart_csv = the chart cannot be drawn: { $said }
    .help = each line a name and numbers, divided by commas
bad-chart_row = the chart cannot be drawn: the row “{ $label }” wants { $wanted } numbers
    .help = as many numbers in each row as names in the first
bad-chart_empty = the chart cannot be drawn: it has no data
    .help = below the first line, each line a name and numbers, divided by commas
bad-chart_lengths = the chart cannot be drawn: “{ $label }” has { $found } numbers instead of { $wanted }
    .help = each series has as many numbers as there are labels
bad-chart_much = the chart cannot be drawn: it has too many data
    .help = at most { $most } rows and 6 series; make a table of the rest
bad-chart_many = the chart cannot be drawn: the charts of the article have too many numbers
    .help = at most { $most } in all; attach the rest as a file
bad-chart_large = the chart cannot be drawn: the numbers are too large
    .help = choose another unit, such as millions
bad-chart_parts-of-pie = the chart cannot be drawn: the pie has too many parts
    .help = at most { $most }; put the small ones together
bad-chart_one-series = the chart cannot be drawn: a pie has one series of numbers
    .help = keep one, or make it bars
bad-chart_negative = the chart cannot be drawn: the numbers of a pie are not below zero, and not all zero
    .help = correct the numbers, or make it bars

## Proof-reading (check)

id-number = an identity card's number stands here: { $masked }
    .help = delete it, or mask its middle: { $masked }
mobile-number = a mobile telephone's number stands here: { $masked }
    .help = give the office's telephone instead, or mask four digits: { $masked }
bank-card = a bank card's number stands here: { $masked }
    .help = delete it, or mask its middle: { $masked }
unit-missing = the unit that sent it is not said
    .help = write a line unit: … between the two lines ---
date-in-future = the date { $date } is in the future (today is { $today })
    .help = correct it; to publish on that day, add a line publish: { $date }
date-after-issue = the date { $date } is later than { $issue_date }, that of issue { $issue }
    .help = correct the date of the article or of the issue, or move the article to a later one
placeholder = something is to be filled in here: { $text }
    .help = fill it in, or delete it
unbalanced = { $mark } is not closed
    .help = write the other half, or delete this one
unbalanced_closing = { $mark } was not opened
    .help = write the first half, or delete this one
unbalanced_turned = { $mark } is turned the wrong way
    .help = write { $right }
empty-pair = nothing stands inside { $mark }
    .help = write what is missing, or delete the pair
empty-pair_call = { $mark } holds nothing: is it a function of a program
    .help = write () in half width, between two backticks: `main()`
doubled-punctuation = marks that are doubled, or cannot follow each other: { $text }
    .help = keep one
doubled-punctuation_ellipsis = an ellipsis is typed as points: { $text }
    .help = write ……
doubled-word = a word is written twice: { $text }
    .help = keep one
typed-dash = a dash is typed as { $text }
    .help = write ——
half-width-punctuation = { $count ->
        [1] a half-width { $mark } beside Chinese text
       *[other] a half-width { $mark } beside Chinese text, one of { $count } on this line
    }
    .help = write the full-width { $wide }
sequence = the numbers have a gap: “{ $found }” follows “{ $last }”
    .help = it should be “{ $expected }”, or a part is missing
sequence_repeat = the numbers repeat: “{ $found }” follows “{ $last }”
    .help = it should be “{ $expected }”
announced-part = “{ $part }” was announced, and there is no such part
    .help = write it, or take it out of the announcement
impossible-date = there is no such day: { $date }
    .help = look the date up
wrong-weekday = the weekday does not match the date: { $date } is 星期{ $right }
    .help = write 星期{ $right }, or correct the date
wrong-word = “{ $word }” should be “{ $right }”
    .help = write “{ $right }”; what is right as it stands goes under right in data/words.yaml
two-forms = one name is written in two ways: “{ $word }” and “{ $other }”
    .help = find out which is right, and write it everywhere
wrong-sum = this does not add up: { $parts } = { $sum }, and { $total } is written
    .help = look at the total and its parts
wrong-sum_table = the column “{ $column }” adds up to { $sum }, and { $total } is written
    .help = look at the total and the rows
title-repeated = the first line of the text is the title again
    .help = delete this line; the title in the front matter is shown by itself
credit-repeated = the last line says again who sent the article: { $text }
    .help = delete this line; unit and author in the front matter are shown by themselves
credit-repeated_more = part of the last line is shown twice: { $text }
    .help = write all of its units and authors into unit and author, then delete this line
title-too-long = the title has { $length } characters, more than a list shows on a line
    .help = shorten it to { $most }
title-full-stop = a title does not end with a full stop
    .help = delete “。”
picture-without-alt = the picture has no description
    .help = write what is seen between the brackets: ![what is seen](file.jpg)
photo-position = the photograph says where it was taken: { $path }
    .help = it is taken out of what is published; before you hand on the original, save it anew with a viewer
photo-position_static = a photograph in static says where it was taken, and is published as it is: { $path }
    .help = put a copy without the place there, made with a picture viewer
photo-position_film = the film says where it was taken, and that cannot be removed: { $path }
    .help = export it again without its place, from the phone or with a program that cuts films
column-empty = the column “{ $column }” has no articles
    .help = put articles into it, or take it out of kuaixun.yaml
column-stale = the column “{ $column }” has had nothing new for { $days } days, the latest is of { $latest }
    .help = add to it; the period can be set by update_within in kuaixun.yaml
bad-accepted = data/accepted.yaml cannot be read: { $said }
    .help = put it back as it was, or delete it and run kuaixun check --accept
accepted-gone = an accepted finding is gone: { $code } { $text } in { $file }
    .help = run kuaixun check --accept to take it off the list
sealed-changed = { $issue } was sealed on { $sealed }, and this was changed since; it was: { $was }
    .help = put it back; if it is right now, write a correction: corrections: [{"{"}date: DAY, text: what was wrong{"}"}]; if readers need not know, run kuaixun seal --undo { $which } --reason "why", and seal it again
sealed-changed_index = { $issue } was sealed on { $sealed }, and this was changed since; it was: { $was }
    .help = put it back; if it must be, run kuaixun seal --undo { $which } --reason "why", and seal it again
sealed-changed_unknown = { $issue } was sealed on { $sealed }, and this text was changed since; what it was is not there any more
sealed-changed_number = { $issue } was sealed on { $sealed } as number { $was } of all, and is number { $number } now
    .help = cumulative numbers are counted from the issues before: see which was added or is gone, or whether the publication's first_cumulative was changed; where old volumes came before, make first_cumulative the number of the first of them, and where that does not meet, write cumulative: { $was } in this issue's _index.md (after kuaixun seal --undo { $which } --reason WHY; then seal again)
sealed-changed_notices = { $issue } was sealed on { $sealed }; what it says of earlier articles has changed: { $lines }
    .help = a correction has the date of the day on which it is written; with a date before that of an issue that is out, it joins that issue
sealed-changed_more = { $issue } was sealed on { $sealed }, and this was added since
sealed-changed_gone = { $issue } was sealed on { $sealed }, and its { $file } is gone
    .help = put it back; to withdraw an item, keep the file and write withdrawn: {"{"}date: DAY, reason: why{"}"}
sealed-changed_added = { $issue } was sealed on { $sealed }, and this item was added since
    .help = move it to the next issue; if it must be in this one, run kuaixun seal --undo { $which } --reason "why", and seal it again
sealed-changed_file = { $issue } was sealed on { $sealed }, and { $file } was changed since
    .help = put the old one back; if the new one is right, write a correction in the article that has it
bad-sealed = data/sealed.yaml cannot be understood: { $said }
    .help = get the former data/sealed.yaml from a backup or the version control; kuaixun seal writes it, nobody else
bad-sealed_copy = { $file }, the texts of { $issue } as they were sealed, is missing or was changed
    .help = get it from a backup or the version control; if there is none, run kuaixun seal --undo { $which } --reason "why", and seal it again
bad-sealed_stray = there are sealed texts in { $file }, and data/sealed.yaml does not have the issue
    .help = get data/sealed.yaml from a backup or the version control; if it is not wanted any more, delete the file
lost-url = an address that was published is gone: /{ $url }
    .help = write aliases: [/{ $url }] in the article that has its place; if it is to go, run kuaixun check --accept-urls
external-link = an address on another site does not answer: { $address } ({ $said })
    .help = look at it in a browser, give its present address, or take the link away
bad-allow = there is no rule “{ $code }”
    .help = rules are listed by kuaixun explain
bad-allow_reason = it is not said why this is allowed
    .help = write <!-- check: allow { $code } reason -->
unknown-rule = there is no rule “{ $code }”
    .help = rules are listed by kuaixun explain
bad-level = { $code } cannot be “{ $value }”
    .help = write error, warning or off

check-done = { $files } files were checked, { $good } of them are good: { $errors } errors, { $warnings } warnings, { $seconds } s.
no-external = this program was compiled without the feature external; cargo install --path . --all-features makes one that has it
check-good = good: { $path }
findings-accepted = { $count } findings were noted in data/accepted.yaml; from now on only new ones count
check-accepted = { $count } more findings are accepted (data/accepted.yaml)
urls-accepted = { $count } addresses were noted in { $path }
explain-unknown = there is no code “{ $code }”
explain-codes = kuaixun explain CODE says more of each:

## Making and listing

init-taken = there is something in { $path } already; choose an empty folder
init-done = the site is in { $path }, its first article is { $first }.
    Now run: kuaixun serve --open --root { $path }
init-title = What is the publication called (Enter: to be filled in later)?
init-publisher = Who publishes it (Enter: to be filled in later)?
init-publication = The folder of the publication, letters that will stand in its addresses, such as yunling (Enter: kuaixun):
init-bad-name = the folder of a publication cannot be called “{ $name }”; use letters of ASCII, digits and -
init-first-title = The first news
init-first-text = The site was set up today. Open this file and write the first news in place of this paragraph.
new-title = Title:
new-unit = Unit (Esc leaves it out):
new-column = Column (Esc leaves it out):
new-publication = Which publication:
new-cancelled = nothing was made
new-needs-title = no title: write it behind the command, such as kuaixun new news "Spring training begins"
new-unknown-unit = no unit is registered as “{ $name }”; did you mean “{ $near }”? Register a new one in data/units.yaml first
new-unknown-column = there is no column “{ $name }”; did you mean “{ $near }”? Write a new one under columns in kuaixun.yaml first
new-needs-issue = { $publication } has no open issue (none at all, or all are sealed): run kuaixun new issue first
new-needs-publication = there are several publications ({ $ids }): add --publication NAME
new-unknown-publication = there is no publication “{ $name }”; there are { $ids }. For a new one, make content/bulletins/NAME/_index.md with a title first
volumes-ask = Take them in like this?
volumes-unknown = left out, its name does not say which issue it is: { $name }
volumes-known = left out, { $issue } is there already: { $name }
volumes-twice = two files are { $issue }: { $one } and { $other }; take one away
volumes-not-done = { $count } issues can be taken in; nothing is written yet. Add --yes to write.
volumes-done = { $count } issues are taken in.
new-needs-period = a notice needs its period, behind the command: kuaixun new notice 2007-q1 (or 2007, 2007-h1, 2007-03, 2007-01..2007-04)
new-notice-publication = a notice counts all publications; to put it in an issue, write --issue, too
new-notice-errors = the site has errors, so the figures would be wrong: run kuaixun check first
period-year = { $year }
period-half = the { $part ->
        [1] first
       *[other] second
    } half of { $year }
period-quarter = the { $part ->
        [1] first
        [2] second
        [3] third
       *[other] fourth
    } quarter of { $year }
period-month = { $year }-{ $month }
period-months = { $year }, months { $month } to { $last-month }
period-span = { $year }-{ $month } to { $last-year }-{ $last-month }
notice-title = Contributions of { $period }
notice-unsent = Units that sent nothing
notice-unused = Units of which nothing was used
notice-other-units = Other units
notice-whole = Of { $name }: { $sent } items were sent and { $used } used, { $rate } %.
notice-whole-used = Of { $name }: { $used } items were used.
notice-group = { $name } sent { $sent }, of which { $used } were used
notice-group-used = of { $name } { $used } were used
notice-until = { " " }Counted until { $year }-{ $month }-{ $day }: the period is not over.
notice-groups = { " " }By group: { $groups }.
notice-joint = { " " }Joint items count for each unit.
notice-level = { $count } were used at the level { $level }
notice-endorsed = { $count } got a note by a superior
notice-above = { " " }{ $above }.
notice-before-more = { " " }{ $count } more were used than in the period before.
notice-before-less = { " " }{ $count } fewer were used than in the period before.
notice-before-same = { " " }As many were used as in the period before.
notice-year-before-more = { " " }{ $count } more than a year before.
notice-year-before-less = { " " }{ $count } fewer than a year before.
notice-year-before-same = { " " }As many as a year before.
notice-quota = { " " }Of { $all } units with a quota { $reached } reached it, { $rate } %; { $short } did not{ $none ->
        [0] {""}
       *[other] , and { $none } of these have nothing at all
    }.
notice-best = { $group }: { $best }.
notice-place-points = no. { $place } { $names } ({ $worth } points)
notice-tie-points = both no. { $place } { $names } ({ $worth } points)
notice-place-items = no. { $place } { $names } ({ $worth } items)
notice-tie-items = both no. { $place } { $names } ({ $worth } items)
notice-nobody-ranked = No unit can be ranked.
notice-excluded = { $name } is not ranked: { $reason }.
notice-all-sent = All units sent something.
notice-nobody-unused = Of all units something was used.
notice-sent-none = { $count } units sent nothing: { $names }.
notice-used-none = Of { $count } units nothing was used: { $names }.
notice-none-before-more = { " " }These are { $count } more than in the period before.
notice-none-before-less = { " " }These are { $count } fewer than in the period before.
notice-none-before-same = { " " }There were as many in the period before.
new-overlaps = { $issue } has a number that { $other } has
new-sealed = { $issue } is sealed; kuaixun check will tell that an item was added
new-bad-name = this cannot be the name of a file: { $path }
relocate-kind = this cannot be moved or renamed: { $path }
relocate-several = two files have this name, write the whole path: { $one }, { $other }
relocate-no-item = there is no such article: { $path }
relocate-no-item-near = there is no such article: { $path }; do you mean “{ $near }”?
relocate-where = where to: { $name }? Write an issue (as 2007-03 or reference/2007-03), or news or summaries
relocate-no-issue = there is no issue { $issue }; run kuaixun new issue first
relocate-same = it is there already: { $path }
relocate-link = nothing is moved there, since it is a symbolic link and what lies behind it is not read: { $path }
relocate-taken = there is such a file already: { $path }
relocate-sealed = its issue is sealed: { $path }. To change it, run kuaixun seal { $issue } --publication { $publication } --undo --reason "why" first
relocate-leaves = it is in an internal issue now, and no longer on the public site; run kuaixun check to see what still links to it
relocate-errors = mend the errors of this file first (kuaixun check), since it may have links that must change: { $path }
relocate-encoding = run kuaixun fix first, which makes it UTF-8: { $path }
relocate-by-hand = nothing was moved: it is not clear how to change “{ $name }” in { $path }; write it in a plain way first
relocate-recovered = the last move was interrupted: all is as it was before it
relocate-breaks = nothing was moved: there would be the errors above
relocate-order = nothing was moved: in { $name } other articles would stand in another order, since a name in its list means another article, too; write that as a path first, such as /news/2007/spring
relocate-gone = { $issue } has no article any more, and is no issue; put an _index.md into its folder to keep it
relocate-enters = it is in a public issue now, and on the public site
relocate-edited = links were changed: { $path }
relocate-edited-sealed = links were changed: { $path }. Its issue is sealed: run kuaixun seal --undo { $issue } --publication { $publication } --reason "links changed", and seal it again
relocate-listed = its contents still name it, take it out: { $path }
relocate-alias = the former address { $url } leads to the new one
new-taken = this file is there already: { $path }
no-such-path = there is no such path in the site's folder: { $path }
list-date = Date
list-place = No.
list-title = Title
list-outcome = Outcome
list-article = Article
list-unit = Unit
list-column = Column
list-issue = Issue
list-file = File
list-url = Address
list-publication = Publication
list-cumulative = Cumulative
list-articles = Articles
list-group = Group
list-latest = Latest
list-within = Within days
list-kind = Kind
list-name = Name
list-publish = Publish
list-expires = Expires
list-rank = Rank
list-author = Author
list-items = Items
list-points = Points
list-so-far = This year so far
list-change = Change
list-change-year = Against last year
list-quota = Quota
list-reached = Reached
list-sent = Sent
list-rate = Used of sent
list-level = Level
list-month = Month
list-asked = Asked for
list-unanswered = Not delivered
list-endorsed = Notes
list-note = Remark

sealed-head = # Sealed issues, written by kuaixun seal; kept with the texts.
seal-errors = there are { $count } errors; seal the issue when they are put right
seal-which = which issue? For example kuaixun seal 2007-03; --list shows what is sealed
seal-none = { $issue } is not sealed
seal-reason = say why it is opened again: --reason "why"
seal-undone = { $issue } is open again; the reason is in data/sealed.yaml.
seal-empty = { $issue } has no articles yet and cannot be sealed
seal-changed = { $issue } was changed since it was sealed, and was not sealed again: put it back, write a correction, or open it first (--undo).
seal-without-editions = its PDF and e-book are not noted: they are not built, or were built before a change. Run kuaixun build, and seal it again.
seal-done = { $issue } is sealed: { $texts } texts, { $files } pictures and attachments, { $editions } PDF and e-books. It is in data/sealed.yaml.
no-such-issue = there is no issue { $issue } (or it is not public); kuaixun list issues shows all
io-not-found = no such file or folder
io-denied = no permission
io-exists = it is there already
io-no-folder = it is no folder
io-folder = it is a folder
io-full = the disk is full
io-read-only = the disk is read-only
io-taken = another program has the port
io-no-address = this machine has no such address
io-cut = the file is not whole
io-large = the file is too large
io-damaged = it is damaged
io-link = a symbolic link is not followed
site-above = there is no kuaixun.yaml here; the site is in a folder above, { $path }. Run it there, or add --root { $path }
no-site = there is no kuaixun.yaml in this folder, so it is no site: { $path }. Run it in the site's folder, or add --root DIR
move-interrupted = a move was interrupted ({ $path }). Run kuaixun move or rename once more, and all is made as it was; if it still runs, wait until it is done
no-folder = { $path } is no folder
cannot-listen = cannot listen on { $address }
cannot-make = cannot make { $path }
cannot-write = cannot write { $path }
cannot-use = cannot use { $path }
theme-near = the theme has no file { $file }; did you mean { $near }?
theme-no-file = the theme has no file { $file }; run kuaixun theme for a list
theme-name = a theme cannot be called { $name }
audience-needs-output = --audience wants --output DIR, too: the usual folder is that of the public site
output-shared = two sites of outputs are written to { $path }, or one into the other; give each a folder of its own
output-foreign = { $path } was not written by kuaixun; choose another --output, or --force to replace it
output-is-source = the output folder { $path } holds the site's sources; choose another --output
want-issue = want an issue such as 2007-03
want-period = want a period such as 2007, 2007-h1, 2007-q1, 2007-03 or 2007-01..2007-04
stats-no-publication = there is no publication “{ $name }”; kuaixun list issues shows all
stats-unknown-points = statistics in kuaixun.yaml gives points to “{ $name }”, but there is no such column, publication or level (or it is not public)
stats-errors = errors in the site: { $errors }; the figures may be wrong: run kuaixun check first
stats-unnamed = (not said)
stats-sum = Sum
stats-rest = (other)
list-outlet = Where
stats-level-items = { $level }: uses
stats-level-points = { $level }: points
list-output-source = { $path } is a source of the site and is not written over
list-needs-output = a workbook needs a file: --output FILE.xlsx
seal-no-workbook = the list of seals is not written as xlsx; --format csv is
no-xlsx = this program was compiled without the feature xlsx; cargo install --path . --all-features makes one that has it, and --format csv is read by Excel, too
want-date = want a date such as 2007-12-31
want-address = want an address such as https://www.example.cn/
want-medium = want pdf, epub, zip or mail
want-audience = want public or internal
cannot-read = cannot read { $path }
cannot-remove = cannot remove { $path }
list-sealed = Sealed
list-editions = PDF, e-book
list-changes = Changes since
fix-nothing = There is nothing to put right.
fix-sealed = { $file }: it is sealed, and was left alone
fix-converts = { $file }: becomes UTF-8
fix-ask = Change { $count } files so?
file-read-only = { $path } is read-only and was not changed; make it writable and run this again
file-changed = { $path } was saved by somebody else meanwhile and was not changed; run this again
fix-done = { $count } files were changed.
fix-not-done = { $count } files can be put right, and were not; --yes does it.

## Keys

key-title = the headline
key-date = the date, such as 2007-03-20
key-unit = the unit that sent it
key-units = the units that sent it
key-author = who wrote it
key-authors = who wrote it
key-column = the column
key-tags = free keywords
key-summary = a summary
key-source = where a reprint comes from
key-issue = the issue it joins, such as 2007-03
key-publication = the publication
key-weight = the order in its column, the lowest first
key-attachments = files to download
key-draft = whether it is a draft
key-publish = not published before this day
key-expires = not published after this day
key-visibility = public or internal
key-slug = the last part of the address
key-aliases = former addresses that lead here
key-extra = whatever else a theme wants
key-from = the first day
key-to = the last day
key-articles = articles that belong, by their files, in this order
key-kicker = the line above the title
key-lead = whether it stands first in its issue
key-corrections = corrections: date and text
key-adopted = used above: level, in, date, endorsed
key-withdrawn = withdrawn: date and reason
key-cumulative = the cumulative number of this issue
key-planned = whether it is announced and has no articles yet
key-contents = the order of contents: files or columns
key-file = an old volume as printed: a PDF, or pictures of its pages
key-publisher = who publishes it
key-masthead = the large name of the masthead
key-masthead_image = a picture of the name, such as calligraphy
key-classification = the line at the top left
key-first_cumulative = the cumulative number of the first issue
key-copies = how many copies are printed
key-recipients = who receives it
key-editor = the editor
key-reviewer = the reviewer
key-issuer = who signs it
key-subtitle = a line under the name or the title
key-description = a sentence or two for search engines
key-language = the language of the content
key-base_url = the address of the site
key-timezone = the time zone
key-theme = the theme
key-style = its colours, typefaces and density
key-audience = for whom: public or internal
key-outputs = the sites that are made of this folder
key-menu = what stands in the menu
key-home = what stands on the home page
key-per_page = rows on a page of a list
key-feed_items = entries of a feed
key-search = whether readers can search
key-contact = how to reach the publisher
key-site_id_code = the site's identification code
key-icp = the number of the ICP filing
key-police = the number of the police filing
key-editions = What else is made of each issue: pdf, epub, zip, mail
key-print = Printing: both sides, fonts
key-statistics = how contributions are counted: points, joint items, ties
key-series = figures of units: titles, quotas, whether they are public
key-layout = How it is set in print: redhead or newsletter
key-columns = the list of columns
key-checks = how bad each rule is
key-markup = what becomes of HTML in articles

## When it is done

report-title = Build report
report-published = Published
report-failed = Not published
report-findings = Findings
report-help = What to do:{" "}
report-unlisted = { $count } more are not listed
report-expiring = What expires soon
report-linked = Links to it:
report-added = New pages:
report-changed = Pages that changed:
report-removed = Pages that are gone:
report-name = the name of a report ends in .html or .json: { $path }
report-place = a report cannot be written there: { $path }
report-foreign = there is such a file, and it is no build report; it was left alone: { $path }
report-published-there = a report cannot lie in a folder that is published: { $path }
site-numbers = { $pages } pages: { $written } files written, { $unchanged } unchanged, { $removed } removed
site-done = { $numbers }, { $seconds } s; open { $open }
nothing-published = { $count ->
        [1] 1 error, nothing was published. Correct it and run again.
       *[other] { $count } errors, nothing was published. Correct them and run again.
    }
nothing-new = { $count ->
        [1] 1 error; pages stay as they were before it.
       *[other] { $count } errors; pages stay as they were before them.
    }
nothing-yet = { $count ->
        [1] 1 error; the page shows as soon as it is corrected.
       *[other] { $count } errors; the page shows as soon as they are corrected.
    }
verify-good = Good: { $count } files are as they were published.
verify-bad = { $count } differences from what was published; copy it again.
verify-altered = altered: { $name }
verify-missing = missing: { $name }
verify-added = not published: { $name }
verify-unreadable = cannot be read: { $name }
verify-bad-line = a line of manifest.sha256 makes no sense: { $name }
verify-cut = The ZIP file is not whole; copy it again.
verify-twice = two files of one name: { $name }
verify-behind = Something stands behind the end of the archive; it is not the one that was published.
verify-ambiguous = the archive is not well formed, and programs may unpack different files from it; do not unpack it: { $name }
verify-method = packed in a way that cannot be read here; unpack the archive and verify the folder: { $name }
verify-large = The archive has too many files, or unpacks to too much, to be one that kuaixun made; do not unpack it.
verify-more = { $count } more are not listed.
verify-left-out = Not compared, since systems leave them by themselves: { $count } files or folders: { $names }
verify-sealed = This is the one that was published: { $path } is that of { $issue }, which is sealed.
verify-earlier = This was published earlier: { $path } is that of { $issue } before it was corrected or sealed again.
verify-not-sealed = This is not the one that was published: { $path } differs from that of { $issue }, which is sealed. One that was built after a correction is known when the issue is sealed again.
verify-unknown = No sealed issue has this file: { $path }
verify-no-seals = no PDF and no e-book is sealed in { $path } (data/sealed.yaml); give the site's folder with --root
verify-no-sums = there is no manifest.sha256 in { $path } to compare with; name a ZIP file made by kuaixun, or the folder it was unpacked to
other-site = { $path } holds another site, “{ $title }”, and was left as it is; choose another --output, or --force to replace that site
output-locked = { $path } cannot be changed: it is locked (chattr), or somebody else's; the site is as it was. Unlock it (chattr -i -a) or make it yours, and run this again
output-is-ours = { $path } is in .kuaixun, a folder of kuaixun's own; choose another --output
waits = another kuaixun (process { $holder }) is writing { $output }; waiting for it …
up-to-date = up to date, { $milliseconds } ms
page-fails = this page cannot be made now: { $message }
page-fails-title = Error
saved-shows = Saved files show at once; Ctrl+C ends.
watch-polls = too many folders for the system's events: looking twice a second

## kuaixun import

import-known = { $file } was imported before, as { $path }; it is not imported again
import-refused = { $file } was not imported: { $why }
import-done = { $written } imported, { $known } imported before, { $refused } refused, { $skipped } files that are no texts. All are drafts (draft: true): read them, then take this line out to publish them.
import-lists = { $count } pages were not taken for articles (lists, home pages): { $names }. If one is an article, name its file and import it
import-no-file = there is no such file: { $path }
import-taken = { $kind ->
        [title] title
        [kicker] line above the title
        [subtitle] line below the title
        [credits] date, unit, author
       *[signature] signature
    }: { $text }
import-dropped = { $kind ->
        [head] head of an official text
        [readers] whom it is for
       *[foot] foot of an official text
    }, not taken into the text: { $text }
import-left-out = { $kind ->
        [hidden] hidden text and the like, { $count } times: not taken in
        [deleted] deleted text that is still in the file, { $count } times: not taken in
        [moved] text that was moved away, { $count } times: not taken in (it is taken in where it went)
        [comment] { $count } comments: not taken in
        [contents] { $count } lines of a table of contents: not taken in (pages make their own)
        [shape] { $count } lines and shapes without text: not taken in
        [macro] { $count } macros: not taken in and not run
        [embedded] { $count } files inside the file: not taken in
        [properties] { $count } sets of properties (author, who saved it last): not taken in
        [recycled] { $count } texts from the recycle bin: not taken in
        [no-article] { $count } entries of other kinds (albums, downloads, products): not taken in
        [remark] { $count } comments of readers: not taken in
        [script] { $count } scripts and styles: not taken in
        [no-text] { $count } articles whose text is missing from the dump: not taken in; look whether it is whole
        [older] { $count } rows of articles that stand in it again further down: the last counts
        [strange] { $count } rows or items that cannot be read: not taken in
       *[margin] { $count } heads and feet of pages: not taken in
    }
import-prompt = the prompt of a control that nobody filled in was not taken in: “{ $text }”
import-inserted = text that was inserted and not accepted yet was taken in; look at it: “{ $text }”
import-pale = white text was taken in, which paper does not show; look at it: “{ $text }”
import-lost = { $kind ->
        [field] a field without a result was not taken in: { $name }
        [cell] text that a merged cell does not show was not taken in: { $name }
        [formula] a formula was put on one line; look at it: { $name }
        [symbol] a sign that is not known became □; look at it: { $name }
        [chart] a chart was not taken in: { $name }. Take a picture of it, or draw it anew in a block chart
        [sheet-picture] { $name } pictures of the workbook were not taken in. Save those that you need as files beside the article
        [cell-picture] the picture in a cell was not taken in: { $name }. Save it as a file beside the article if you need it
        [formula-result] a formula has no result that is saved: { $name }. Open the file in Excel or WPS and save it once
        [diagram] a diagram was not taken in: { $name }. Take a picture of it
        [object] an embedded object was not taken in: { $name }. Take a picture of it
        [linked-picture] a picture that is not in the file was not taken in: { $name }
        [part] another file inside the file was not taken in: { $name }
        [link] a link leads to what is not in the folder; its words stay: { $name }
        [category] an article has one column; this category was put below extra alone: { $name }
        [key] front matter without a counterpart was put below extra: { $name }
        [slug] the last part of the address has signs that addresses may not have; it was not taken in: { $name }
        [moment] the date or its time could not be read: { $name }
       *[element] Markdown has no such thing; only its text was taken in: { $name }
    }
import-said = { $kind ->
        [title] the title that the page says
        [source] the source that the page says
       *[column] the column that the page says
    }: { $text }
import-was-draft = the old site did not show it: it was a draft, or waited for approval
import-was-internal = not everybody could read it on the old site (a password, private, hidden); it has visibility: internal
import-front-matter = its front matter is not well-formed in line { $line }; its plain lines were read, so look at them
import-tag-kept = these tags have no counterpart; they stand in the text as they were typed: { $name }
import-tag-unwrapped = these tags were taken away, and the text in them stayed: { $name }
import-sum = Of many articles it was said:
import-damaged-export = the export is damaged, or was broken off. Export it anew
import-other-dump = it is a dump of a database, but not of 织梦 (no table dede_archives)
import-other-marks = it is AsciiDoc, Org, reStructuredText or Textile. Convert it to Markdown first, such as with pandoc
import-warnings = The new articles have { $count } warnings, which are not shown here: kuaixun check shows them. Errors are:
import-broken-text = some characters of it are broken in the file and became �; look at them
import-columns = Columns that kuaixun.yaml does not list; to list them:
import-units = Units that data/units.yaml does not list; to list them:
import-no-shown-text = it shows no text. Sheets, rows and columns that are hidden are not taken in
import-not-table = no row of it has two cells
import-cut = the file ends in the middle: it was broken off. What is whole was taken in; export it anew if you can
import-empty = there is no text in it
import-address-unknown = where it was on the old site cannot be told: only its generator knows
import-quotes = a quotation mark is missing: cells may run together, so look at the table
import-body-guessed = the page does not mark its text; look whether this is it
import-address = no page can answer the old address { $address }, or another text has it: the server has to lead on (--redirects)
import-no-article = it is a page, but no article was found on it (lists and home pages are not imported)
import-encoding = the encoding of its text cannot be told; save it as UTF-8 or GBK
import-cropped = a picture is cropped; the whole of it was taken in, so look whether what was cut may be seen
import-picture-missing = this picture is missing: { $name }
import-picture-kind = browsers do not show this kind of picture (EMF, WMF, TIFF and others); it was not taken in: { $name }. Save it as PNG and put it in
import-picture-damaged = this picture cannot be read, or the place where it was taken cannot be removed; it was not taken in: { $name }
import-no-title = no title was found; the name of the file stands in its place: change it
import-title-unsure = look whether this is the title: { $text }
import-no-date = no date was found; type one behind date:, such as date: 2007-03-05
import-date-of-name = the date is that in the name of the file: { $date }
import-differs = the article shows another text than the file; look at it: the file has “{ $source }”, the article “{ $shown }”
import-attachment = { $name } beside the file looks like an attachment: to offer it, copy it beside the article and write attachments: [{ $name }]
import-damaged = the file is damaged. Open it in Word, Excel or WPS and save it anew
import-encrypted = the file has a password. Save it without one
import-not-word = it is no text of Word and no workbook
import-too-many = the archive has too many files to be a text of Word
import-too-large = it is too large to be imported. Split it, or export it in parts
import-too-long = the text is beyond the limits of an article (2 MB, 50,000 cells); split it
import-symlink = the folder to write to is a symbolic link; nothing is written through it
import-too-deep = its parts are nested too deeply, or never closed
import-entities = it defines contents that can grow without end; it is not read
import-old-office = it is a file of Office from before 2007, but none of Word or Excel. Open it in Word or WPS and save it as .docx
import-too-old = it is older than Word 97. Open it in Word or WPS and save it as .docx
import-workbook = it is a workbook from before 2007 (.xls), which does not tell what its cells show. Open it in Excel or WPS and save it as .xlsx
import-table-written = imported
import-table-known = imported before
import-table-refused = refused
import-table-skipped = no text
import-table-list = page without an article
import-table-doubt = to be looked at
import-table-note = done
import-fetched = { $fetched } files fetched, { $known } there before, { $failed } not to be had
import-not-fetched = { $address } was not fetched: { $why }
import-fetch-forbidden = its server does not want programs there (robots.txt), or its robots.txt cannot be had
import-fetch-name = its address is no name for a file
import-fetch-nothing = there is no address in { $list }. Write one on each line, such as https://www.example.gov.cn/art/2007/3/5/art_1.html
import-fetch-folder = --fetch needs one folder to put the pages into, such as kuaixun import --fetch addresses.txt old-site
import-arabic = { $count } numbers are Chinese ones in Excel and Arabic ones here; please compare
import-slides = these are slides. Copy their texts into an article
import-other-text = it is no .docx. Open it in Word or WPS and save it as .docx
import-pdf = it is a PDF. Ask for the Word file; to offer it as it is, attach it to an article
import-picture = it is a picture, no text
import-unknown-kind = it is not known what this file is. What can be imported are texts of Word (.docx, .doc), workbooks (.xlsx), pages, Markdown, CSV, and exports of WordPress and 织梦
