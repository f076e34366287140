" Comments, indentation, and `:make` with the findings of cogx check.
if exists('b:did_ftplugin') | finish | endif
let b:did_ftplugin = 1

setlocal commentstring=#\ %s comments=:##,:#,:// shiftwidth=2 softtabstop=2 expandtab
setlocal autoindent nosmartindent indentkeys=0},0],!^F,o,O
let &l:indentexpr = 'indent(prevnonblank(v:lnum - 1))'
      \ .. ' + shiftwidth() * (getline(prevnonblank(v:lnum - 1)) =~# ''[{\[]\s*\%(#.*\)\?$'')'
      \ .. ' - shiftwidth() * (getline(v:lnum) =~# ''^\s*[}\]]'')'
compiler cogx

let b:undo_ftplugin = 'setlocal commentstring< comments< shiftwidth< softtabstop< expandtab< '
      \ .. 'autoindent< smartindent< indentkeys< indentexpr< makeprg< errorformat<'
