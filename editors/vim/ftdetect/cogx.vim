autocmd BufNewFile,BufRead *.cogx setfiletype cogx
