" `:make` runs cogx check over the file; its findings fill the quickfix list.
let current_compiler = 'cogx'

CompilerSet makeprg=cogx\ check\ %:S
CompilerSet errorformat=
      \%Eerror:\ %m,
      \%Wwarning:\ %m,
      \%Inote:\ %m,
      \%C\ %#-->\ %f:%l:%c,
      \%Z,
      \%C%.%#,
      \%-G%.%#
