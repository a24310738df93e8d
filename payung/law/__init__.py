"""Which value does the law hold on a day, and by which article? Parameters, sources, and their compilation into SQL."""
