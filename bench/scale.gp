# Picture of bench/scale.sh: cost of a learner-round and memory against size, from the files devices-PROGRAM and
# cohorts-PROGRAM of the working directory. Variables: active, largest, folder. Colours of Okabe and Ito, and a
# mark a program, so that it reads without colour.
programs = 'closed-form auto simgrid bare actors'
titles = "'closed form' 'auto, with its audit' 'through SimGrid' 'bare SimGrid' 'bare, an actor a learner'"
colour(i) = word('#0072B2 #56B4E9 #009E73 #D55E00 #CC79A7', i)
mark(i) = int(word('7 6 5 9 11', i))
set logscale xy
set format x '10^{%L}'
set format y '%g'
set offsets graph 0.03, graph 0.03, graph 0.08, graph 0.08
set border 3
set tics nomirror
set grid xtics ytics back lt 1 lw 0.5 lc rgb '#d8d8d8'
set lmargin 10
set rmargin 2

do for [ending in 'svg png'] {
    if (ending eq 'svg') { set terminal svg size 1200,480 font 'sans,13' background rgb 'white' }
    else { set terminal pngcairo size 1200,480 font 'sans,10' background rgb 'white' }
    set output folder.'/scale.'.ending
    set multiplot
    unset key
    set size 0.333, 0.9
    set origin 0, 0.1
    set xlabel 'phones'
    set ylabel 'CPU time of a learner-round (us)'
    set title sprintf('%d phones active in a round', active)
    plot for [i=1:words(programs)] 'devices-'.word(programs, i) using 1:2 \
        with linespoints lw 2 ps 1 pt mark(i) lc rgb colour(i) title word(titles, i)
    set origin 0.333, 0.1
    set xlabel 'phones active in a round'
    set title sprintf('cohorts of %d phones', largest)
    plot for [i=1:words(programs)] 'cohorts-'.word(programs, i) using 1:2 \
        with linespoints lw 2 ps 1 pt mark(i) lc rgb colour(i) title word(titles, i)
    set origin 0.667, 0.1
    set xlabel 'phones'
    set ylabel 'peak memory of all processes (MB)'
    set title sprintf('%d phones active in a round', active)
    plot for [i=1:words(programs)] 'devices-'.word(programs, i) using 1:3 \
        with linespoints lw 2 ps 1 pt mark(i) lc rgb colour(i) title word(titles, i)
    # the key alone, as wide as the picture
    set size 1, 0.1
    set origin 0, 0
    set key at screen 0.5, screen 0.05 center center horizontal maxrows 1 samplen 3
    unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
    plot [1:2] [1:2] for [i=1:words(programs)] 3 \
        with linespoints lw 2 ps 1 pt mark(i) lc rgb colour(i) title word(titles, i)
    set border 3; set xtics nomirror; set ytics nomirror
    set grid xtics ytics back lt 1 lw 0.5 lc rgb '#d8d8d8'
    unset multiplot
    unset output
}
