" How cogx is written, in colours: blocks, properties and values. It knows none of the words, as the grammar knows none.
if exists('b:current_syntax') | finish | endif

syn match cogxProperty  /\<[A-Za-z_][A-Za-z0-9_-]*\>\ze\%(\s\+[A-Za-z_][A-Za-z0-9_.-]*\)\?\s*=/ nextgroup=cogxLabel skipwhite
syn match cogxBlock     /\<[A-Za-z_][A-Za-z0-9_-]*\>\ze\%(\s\+\%([A-Za-z_][A-Za-z0-9_.-]*\|"[^"]*"\)\)\?\s*{/ nextgroup=cogxLabel skipwhite
syn match cogxLabel     /[A-Za-z_][A-Za-z0-9_.-]*/ contained
syn match cogxReference /\$[A-Za-z_][A-Za-z0-9_.-]*/
syn match cogxNumber    /[A-Za-z0-9_.-]\@<!-\?\%(\d\+\%(\.\d\+\)\?\|\.\d\+\)\%([eE][+-]\?\d\+\)\?/ nextgroup=cogxUnit skipwhite
syn match cogxUnit      /\%(%\|\a\+\)/ contained
syn match cogxSize      /[A-Za-z0-9_.-]\@<!\d\+x\d\+/
syn match cogxTruth     /\<\%(true\|false\|none\)\>\ze\s*\%($\|[],}#]\)/
syn match cogxUse       /\%(^\|[{,]\)\s*\zsuse\ze\s\+"/
syn match cogxDefine    /\%(^\|[{,]\)\s*\zs\%(let\|param\)\ze\s\+\h/ nextgroup=cogxDefined skipwhite
syn match cogxDefined   /[A-Za-z_][A-Za-z0-9_-]*/ contained

syn match  cogxEscape  /\\\%([nt"\\]\|u{\x\{1,6}}\)/ contained
syn match  cogxMistake /\\\%([nt"\\]\|u{\x\{1,6}}\)\@!./ contained
syn region cogxText    start=/"/ skip=/\\./ end=/"/ oneline contains=cogxEscape,cogxMistake
syn region cogxText    start=/"""/ end=/"""/ contains=cogxEscape,cogxMistake
syn match  cogxComment /#.*$/ contains=cogxAllow,@Spell
syn match  cogxComment /[^ \t,;{}\[\]"=]\@<!\/\/.*$/ contains=cogxAllow,@Spell
syn region cogxComment start=/[^ \t,;{}\[\]"=]\@<!\/\*/ end=/\*\// contains=@Spell
syn match  cogxAllow   /\<cogx-allow\>[^:]*:/ contained

hi def link cogxProperty  Identifier
hi def link cogxBlock     Structure
hi def link cogxLabel     Type
hi def link cogxReference PreProc
hi def link cogxNumber    Number
hi def link cogxUnit      Special
hi def link cogxSize      Number
hi def link cogxTruth     Boolean
hi def link cogxUse       Include
hi def link cogxDefine    Define
hi def link cogxDefined   PreProc
hi def link cogxText      String
hi def link cogxEscape    SpecialChar
hi def link cogxMistake   Error
hi def link cogxComment   Comment
hi def link cogxAllow     SpecialComment

syn sync fromstart
let b:current_syntax = 'cogx'
