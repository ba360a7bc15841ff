# Errors of all runs, a line a campaign: gnuplot -e "points='..'; out='..'" validation.gp
set terminal svg size 900,460 font "sans-serif,13" background rgb "white"
set output out
set xlabel "simulated / measured - 1, %"
set grid xtics lc rgb "#dddddd"
set key above samplen 0.5 width -2
set xrange [-8:8]
set yrange [-0.7:*]
set border 1
set xtics nomirror
set ytics scale 0
set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb "#555555"
# Okabe and Ito's colours; the shape says the same as the colour
set linetype 1 lc rgb "#0072B2" pt 7 ps 0.8
set linetype 2 lc rgb "#D55E00" pt 9 ps 0.9
set linetype 3 lc rgb "#0072B2" pt 6 ps 0.8
set linetype 4 lc rgb "#D55E00" pt 8 ps 0.9
at(k) = (k - 2.5) * 0.14
plot points using (-100):2:yticlabels(5) with points pt 0 notitle, \
     points using ($4==1 ? $3 : NaN):($2 + at(1)) with points lt 1 title "time, predicted", \
     points using ($4==2 ? $3 : NaN):($2 + at(2)) with points lt 2 title "energy, predicted", \
     points using ($4==3 ? $3 : NaN):($2 + at(3)) with points lt 3 title "time, fitted", \
     points using ($4==4 ? $3 : NaN):($2 + at(4)) with points lt 4 title "energy, fitted"
